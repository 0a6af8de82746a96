package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.FrameSocket;
import io.akkord.system.client.HandshakeRefused;
import io.akkord.system.client.Json;
import io.akkord.system.client.Peer;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets one clear error; nothing of the server's inside comes with it, and two others in the room do not notice. */
class BadInputIT {
    private static final int MESSAGE_LIMIT = 1 << 20;

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Witness witness;
    private static int peers;

    @BeforeAll
    static void start() {
        server = new ServerProcess(folder).start();
        witness = new Witness(server.port(), BadInput.ROOM, "text");
        witness.types("\ud83d\ude00 ");
        witness.isUndisturbed();
    }

    @AfterEach
    void nobody_noticed_and_nothing_was_lost() throws Exception {
        witness.isUndisturbed();
        witness.check(JournalFile.of(server.dataDirectory())::read);
    }

    @AfterAll
    static void stop() {
        witness.close();
        server.close();
    }

    @Test
    void every_bad_message_is_refused_with_its_code_and_the_socket_goes_on() throws Exception {
        for (BadInput bad : BadInput.all(witness.version())) {
            long before = witness.version();
            try (Peer peer = joined()) {
                peer.send(bad.frame());
                JsonNode error = peer.expect(
                        "ERROR to " + bad, m -> m.path("type").asText().equals("ERROR"));
                assertThat(error.path("payload").path("code").asText())
                        .as(bad + ": " + error)
                        .isIn((Object[]) bad.code().split("\\|"));
                assertThat(error.path("payload").path("message").asText())
                        .as(bad.name())
                        .isNotBlank();
                peer.send("{\"type\":\"PING\",\"payload\":{\"still\":\"here\"}}");
                assertThat(peer.expect("PONG").path("payload").path("still").asText())
                        .isEqualTo("here");
                tellsNothing(peer.received());
            }
            assertThat(witness.version()).as(bad.name()).isEqualTo(before);
        }
    }

    @Test
    void a_seq_used_again_for_other_content_is_refused() throws Exception {
        try (Peer peer = joined()) {
            long base = witness.version();
            peer.send(Peer.op(BadInput.ROOM, "[{\"retain\":2},{\"insert\":\"a\"}]", base, 1)
                    .toString());
            peer.expect("ACK");
            peer.send(Peer.op(BadInput.ROOM, "[{\"retain\":2},{\"insert\":\"b\"}]", base, 1)
                    .toString());
            peer.expectError("SEQ_REUSED");
            peer.send(Peer.op(BadInput.ROOM, "[{\"retain\":2},{\"insert\":\"a\"}]", base, 1)
                    .toString());
            assertThat(peer.expect("ACK").path("payload").path("duplicate").asBoolean())
                    .isTrue();
            tellsNothing(peer.received());
        }
    }

    @Test
    void messages_before_hello_are_refused() throws Exception {
        try (Peer peer = Peer.connect(server.port())) {
            peer.send(Json.message("JOIN", "rooms/" + BadInput.ROOM).toString());
            peer.expectError("BAD_MESSAGE");
            peer.hello("late-" + ++peers);
            peer.send(Peer.op(BadInput.ROOM, "[]", 1, 1).toString());
            peer.expectError("NOT_JOINED");
        }
    }

    @Test
    void a_hello_that_cannot_be_is_refused() throws Exception {
        List<String> ids = List.of("", "a/b", "..\\u0000", "_server", "x".repeat(65), "x".repeat(10_000), "\\ud800");
        for (String id : ids) {
            try (Peer peer = Peer.connect(server.port())) {
                peer.send("{\"type\":\"HELLO\",\"payload\":{\"client\":\"" + id + "\",\"protocol\":1}}");
                peer.expectError("BAD_MESSAGE");
                tellsNothing(peer.received());
            }
        }
        try (Peer peer = Peer.connect(server.port())) {
            peer.send("{\"type\":\"HELLO\",\"payload\":{\"client\":\"c\",\"protocol\":99}}");
            peer.expectError("UNSUPPORTED");
            assertThat(peer.expectClose()).isEqualTo(4400);
        }
    }

    @Test
    void the_tenth_bad_message_closes_the_socket() throws Exception {
        try (Peer peer = joined()) {
            for (int i = 0; i < 10; i++) {
                peer.send("nonsense");
                peer.expectError("BAD_MESSAGE");
            }
            assertThat(peer.expectClose()).isEqualTo(4400);
            tellsNothing(peer.received());
        }
    }

    @Test
    void frames_that_are_no_text_are_refused() throws Exception {
        try (Peer binary = joined()) {
            binary.socket().sendFrame(true, FrameSocket.BINARY, new byte[] {1, 2, 3});
            binary.expectError("BAD_MESSAGE");
            binary.send("{\"type\":\"PING\"}");
            binary.expect("PONG");
            tellsNothing(binary.received());
        }
        try (Peer invalid = joined()) {
            byte[] ping = "{\"type\":\"PING\",\"payload\":\"??\"}".getBytes(StandardCharsets.UTF_8);
            ping[ping.length - 4] = (byte) 0xC3;
            ping[ping.length - 3] = (byte) 0x28;
            invalid.socket().sendFrame(true, FrameSocket.TEXT, ping);
            invalid.poll(m -> m.path("type").asText().equals("PONG"), java.time.Duration.ofSeconds(60))
                    .ifPresent(pong -> {
                        throw new AssertionError("invalid UTF-8 was taken in: " + pong);
                    });
            assertThat(invalid.received().contains("BAD_MESSAGE") || invalid.expectClose() == 1007)
                    .isTrue();
            tellsNothing(invalid.received());
        }
    }

    @Test
    void too_much_is_refused_however_it_is_cut() throws Exception {
        try (Peer oversized = joined()) {
            oversized.socket().sendHead(true, FrameSocket.TEXT, 1L << 40);
            oversized.expectError("TOO_LARGE");
            assertThat(oversized.expectClose()).isEqualTo(1009);
        }
        try (Peer whole = joined()) {
            whole.send("{\"type\":\"PING\",\"payload\":\"" + "x".repeat(MESSAGE_LIMIT) + "\"}");
            whole.expectError("TOO_LARGE");
            assertThat(whole.expectClose()).isEqualTo(1009);
            tellsNothing(whole.received());
        }
        try (Peer endless = joined()) {
            byte[] crumb = new byte[] {' '};
            try {
                endless.socket().sendFrame(false, FrameSocket.TEXT, crumb);
                for (int i = 0; i < 100_000 && endless.closed() == Peer.OPEN; i++) {
                    endless.socket().sendFrame(false, FrameSocket.CONTINUATION, crumb);
                }
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
            assertThat(endless.expectClose()).isIn(1009, 4400);
            tellsNothing(endless.received());
        }
    }

    @Test
    void pages_of_foreign_origins_get_no_socket() {
        for (String origin :
                List.of("https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1")) {
            assertThatThrownBy(() -> Peer.connect(
                            server.port(), Map.of("Origin", origin, "Sec-WebSocket-Protocol", "akkord.v1"), 0))
                    .as(origin)
                    .isInstanceOfSatisfying(HandshakeRefused.class, refused -> {
                        assertThat(refused.status()).isEqualTo(403);
                        tellsNothing(refused.body());
                    });
        }
    }

    @Test
    void bad_requests_over_http_are_problems_with_a_code() throws Exception {
        String op = "{\"op\":[{\"insert\":\"a\"}],\"version\":%s}";
        refuses(400, "BAD_MESSAGE", "PUT", "/v1/rooms/http-bad", "{");
        refuses(400, "BAD_MESSAGE", "PUT", "/v1/rooms/http-bad", "[]");
        refuses(422, "INVALID_OP", "PUT", "/v1/rooms/http-bad", "{\"content\":17}");
        refuses(400, "BAD_MESSAGE", "PUT", "/v1/rooms/http-bad", "[".repeat(100_000));
        refuses(400, "BAD_MESSAGE", "PUT", "/v1/rooms/.hidden", "{}");
        refuses(400, "BAD_MESSAGE", "PUT", "/v1/rooms/" + "x".repeat(1_000), "{}");
        refuses(400, "BAD_MESSAGE", "PUT", "/v1/rooms/a%00b", "{}");
        refuses(400, "BAD_MESSAGE", "POST", "/v1/rooms/http-bad/ops", "{\"op\":[]}");
        refuses(404, "NOT_FOUND", "GET", "/v1/rooms/never-there", "");
        refuses(409, "BAD_BASE", "POST", "/v1/rooms/" + BadInput.ROOM + "/ops", op.formatted(Long.MAX_VALUE));
        refuses(
                422,
                "INVALID_OP",
                "POST",
                "/v1/rooms/" + BadInput.ROOM + "/ops",
                "{\"op\":[{\"delete\":1000000}],\"version\":" + witness.version() + "}");
    }

    private static void refuses(int status, String code, String method, String path, String body) throws IOException {
        HttpResponse<String> answer = server.http().send(method, path, body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(method + " " + answer.body()).isEqualTo(status);
        assertThat(Json.read(answer.body()).path("code").asText()).isEqualTo(code);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        tellsNothing(answer.body());
    }

    private static Peer joined() throws IOException {
        Peer peer = Peer.connect(server.port()).hello("bad-" + ++peers);
        peer.join(BadInput.ROOM);
        return peer;
    }

    private static void tellsNothing(String text) {
        assertThat(text).doesNotContain("Exception", "at io.", "akka.", "java.", "jackson", "[Source");
    }
}
