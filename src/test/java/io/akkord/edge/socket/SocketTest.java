package io.akkord.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import io.akkord.edge.EdgeFixture;
import io.akkord.edge.RawSocket;
import io.akkord.edge.RawSocket.Frame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTest {
    private EdgeFixture edge;

    @BeforeEach
    void start() {
        edge = new EdgeFixture();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private RawSocket connect() throws Exception {
        return RawSocket.webSocket(edge.port());
    }

    private void awaitSeen(String what) {
        await().until(() -> edge.sessions.seen.contains(what));
    }

    @Test
    void the_jdks_client_speaks_with_it() throws Exception {
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("akkord.v1")
                .buildAsync(URI.create("ws://127.0.0.1:" + edge.port() + "/v1/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        received.add(data.toString());
                        webSocket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        received.add(code + " " + reason);
                        return null;
                    }
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(socket.getSubprotocol()).isEqualTo("akkord.v1");
        socket.sendText("echo grüße 😀", true).get(60, TimeUnit.SECONDS);
        assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo("grüße 😀");
        socket.sendText("close 4401 token expired", true).get(60, TimeUnit.SECONDS);
        assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo("4401 token expired");
        awaitSeen("gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1009, 1012, 1013, 4400, 4401, 4403, 4408, 4429})
    void every_close_code_reaches_the_wire_after_what_was_queued(int code) throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("flood 3 100");
            socket.text("close " + code + " because");
            for (int i = 0; i < 3; i++) {
                assertThat(socket.read().text()).hasSize(100);
            }
            Frame close = socket.read();
            assertThat(close.first()).isEqualTo(0x88);
            assertThat(close.code()).isEqualTo(code);
            assertThat(close.text()).endsWith("because");
            socket.close(code);
            assertThat(socket.ended()).isTrue();
            awaitSeen("gone");
        }
    }

    @Test
    void a_peer_that_does_not_answer_a_close_is_let_go_after_a_while() throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("close 4400 bad");
            assertThat(socket.read().code()).isEqualTo(4400);
            assertThat(socket.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void the_peers_close_is_answered_with_its_code(int code) throws Exception {
        try (RawSocket socket = connect()) {
            socket.close(code);
            assertThat(socket.read().code()).isEqualTo(code);
            assertThat(socket.ended()).isTrue();
            awaitSeen("gone");
        }
    }

    @Test
    void a_close_without_a_code_is_answered_without_one() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(0x88, new byte[0]));
            assertThat(socket.read().payload()).isEmpty();
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void bad_close_frames_are_answered_with_what_is_wrong() throws Exception {
        assertThat(answerTo(RawSocket.frame(0x88, new byte[] {3}))).isEqualTo(1002);
        assertThat(answerTo(RawSocket.frame(0x88, new byte[] {0, 5}))).isEqualTo(1002);
        assertThat(answerTo(RawSocket.frame(0x88, new byte[] {(byte) (1005 >> 8), (byte) 1005})))
                .isEqualTo(1002);
        assertThat(answerTo(RawSocket.frame(0x88, new byte[] {3, (byte) 0xE8, (byte) 0xFF})))
                .isEqualTo(1007);
    }

    @Test
    void violations_of_the_framing_close_with_1002() throws Exception {
        byte[] unmasked = {(byte) 0x81, 2, 'h', 'i'};
        assertThat(answerTo(unmasked)).isEqualTo(1002);
        for (int first : new int[] {0xC1, 0xA1, 0x91, 0x83, 0x8B, 0x80, 0x09}) {
            assertThat(answerTo(RawSocket.frame(first, new byte[1])))
                    .describedAs("first byte %x", first)
                    .isEqualTo(1002);
        }
        assertThat(answerTo(RawSocket.frame(0x89, new byte[126]))).isEqualTo(1002);
        assertThat(edge.sessions.seen).noneMatch(what -> what.startsWith("frame"));
    }

    @Test
    void text_that_is_not_utf8_closes_with_1007() throws Exception {
        assertThat(answerTo(RawSocket.frame(0x81, new byte[] {'a', (byte) 0xC0, (byte) 0xAF})))
                .isEqualTo(1007);
        assertThat(answerTo(RawSocket.frame(0x81, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})))
                .isEqualTo(1007);
        assertThat(edge.sessions.seen).noneMatch(what -> what.startsWith("frame"));
    }

    /** Code of the close that these bytes get. */
    private int answerTo(byte[] bytes) throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(bytes);
            Frame close = socket.read();
            assertThat(close.first()).isEqualTo(0x88);
            assertThat(socket.ended()).isTrue();
            return close.code();
        }
    }

    @Test
    void a_character_may_be_split_between_fragments() throws Exception {
        byte[] smiley = "echo 😀".getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(0x01, java.util.Arrays.copyOf(smiley, 7)));
            socket.send(RawSocket.frame(0x80, java.util.Arrays.copyOfRange(smiley, 7, smiley.length)));
            assertThat(socket.read().text()).isEqualTo("😀");
        }
    }

    @Test
    void pings_are_answered_also_between_fragments() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(0x01, "echo".getBytes(StandardCharsets.UTF_8)));
            socket.send(RawSocket.frame(0x89, "are you there".getBytes(StandardCharsets.UTF_8)));
            Frame pong = socket.read();
            assertThat(pong.first()).isEqualTo(0x8A);
            assertThat(pong.text()).isEqualTo("are you there");
            socket.send(RawSocket.frame(0x8A, new byte[3]));
            socket.send(RawSocket.frame(0x80, " yes".getBytes(StandardCharsets.UTF_8)));
            assertThat(socket.read().text()).isEqualTo("yes");
        }
    }

    @Test
    void a_flood_of_pings_is_answered_with_the_last_one_at_least() throws Exception {
        try (RawSocket socket = connect()) {
            for (int i = 0; i <= 20_000; i++) {
                socket.send(RawSocket.frame(0x89, Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
            }
            String last = "";
            while (!last.equals("20000")) {
                last = socket.read().text();
            }
            socket.text("echo still here");
            assertThat(socket.read().text()).isEqualTo("still here");
        }
    }

    @Test
    void messages_over_the_limit_are_refused_and_close_with_1009() throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("x".repeat(64 * 1024 + 1));
            assertThat(socket.read().text()).isEqualTo("ERROR TOO_LARGE");
            assertThat(socket.read().code()).isEqualTo(1009);
            socket.close(1009);
            assertThat(socket.ended()).isTrue();
        }
        assertThat(edge.sessions.seen).contains("bad TOO_LARGE");
    }

    @Test
    void a_frame_that_announces_too_much_is_refused_at_its_header() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.header(0x81, 0x80, 1L << 40));
            socket.send(new byte[4]);
            assertThat(socket.read().text()).isEqualTo("ERROR TOO_LARGE");
            assertThat(socket.read().code()).isEqualTo(1009);
        }
    }

    @Test
    void fragments_without_end_are_refused_with_1009() throws Exception {
        try (RawSocket socket = connect()) {
            socket.send(RawSocket.frame(0x01, new byte[0]));
            for (int i = 0; i < 8; i++) {
                socket.send(RawSocket.frame(0x00, new byte[0]));
            }
            assertThat(socket.read().text()).isEqualTo("ERROR TOO_LARGE");
            assertThat(socket.read().code()).isEqualTo(1009);
        }
    }

    @Test
    void binary_messages_are_bad_messages_and_the_tenth_closes_with_4400() throws Exception {
        try (RawSocket socket = connect()) {
            for (int i = 0; i < 9; i++) {
                socket.send(RawSocket.frame(0x82, new byte[] {1, 2, 3}));
            }
            socket.text("echo text still works");
            assertThat(socket.read().text()).isEqualTo("text still works");
            socket.send(RawSocket.frame(0x02, new byte[1]));
            socket.send(RawSocket.frame(0x80, new byte[1]));
            assertThat(socket.read().code()).isEqualTo(4400);
        }
        assertThat(edge.sessions.seen.stream().filter("bad BAD_MESSAGE"::equals))
                .hasSize(10);
    }

    @Test
    void a_session_gets_the_next_message_when_it_has_acked_the_last() throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("hold");
            socket.text("echo after");
            awaitSeen("frame hold");
            assertThat(edge.sessions.seen).doesNotContain("frame echo after");
            edge.sessions.release();
            assertThat(socket.read().text()).isEqualTo("after");
        }
    }

    @Test
    void messages_of_any_size_arrive_whole_in_both_directions() throws Exception {
        try (RawSocket socket = connect()) {
            for (int size : new int[] {0, 1, 125, 126, 127, 65_530}) {
                socket.text("echo " + "ä".repeat(size / 2) + "x".repeat(size % 2));
                assertThat(socket.read().payload()).hasSize(size);
            }
            socket.text("flood 1 5000000");
            assertThat(socket.read().payload()).hasSize(5_000_000);
            socket.text("flood 3000 7");
            for (int i = 0; i < 3000; i++) {
                assertThat(socket.read().payload()).hasSize(7);
            }
        }
    }

    @Test
    void the_session_is_told_when_a_full_queue_has_drained() throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("flood 2000 10000");
            await().until(() -> edge.sessions.outs.get(0).queuedBytes() > 64 * 1024);
            assertThat(edge.sessions.seen).doesNotContain("drained");
            for (int i = 0; i < 2000; i++) {
                assertThat(socket.read().payload()).hasSize(10_000);
            }
            awaitSeen("drained");
            assertThat(edge.sessions.outs.get(0).queuedBytes()).isZero();
        }
    }

    @Test
    void a_reader_that_takes_nothing_is_cut_off_soon_after_a_close() throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("flood 4000 10000");
            await().until(() -> edge.sessions.outs.get(0).queuedBytes() > 1_000_000);
            edge.sessions.outs.get(0).close(4429, "too slow");
            awaitSeen("gone");
            assertThat(edge.sessions.outs.get(0).queuedBytes()).isZero();
        }
    }

    @Test
    void what_arrives_before_the_session_is_up_waits_for_it() throws Exception {
        CompletableFuture<Done> gate = new CompletableFuture<>();
        edge.sessions.openAfter(gate);
        try (RawSocket socket = connect()) {
            socket.text("echo early");
            gate.complete(Done.getInstance());
            assertThat(socket.read().text()).isEqualTo("early");
        }
    }

    @Test
    void a_session_that_comes_up_after_its_socket_went_is_told_so() throws Exception {
        CompletableFuture<Done> gate = new CompletableFuture<>();
        edge.sessions.openAfter(gate);
        try (RawSocket socket = connect()) {
            awaitSeen("open -");
        }
        gate.complete(Done.getInstance());
        awaitSeen("gone");
    }

    @Test
    void a_session_that_cannot_open_or_dies_closes_the_socket_with_1013() throws Exception {
        try (RawSocket socket = connect()) {
            socket.text("stop");
            assertThat(socket.read().code()).isEqualTo(1013);
        }
        edge.sessions.refuseToOpen();
        try (RawSocket socket = connect()) {
            assertThat(socket.read().code()).isEqualTo(1013);
        }
    }
}
