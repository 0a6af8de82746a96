package io.akkord.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.akkord.edge.EdgeFixture;
import io.akkord.edge.RawSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTimesTest {
    @Test
    void an_idle_socket_gets_pings_and_a_dead_one_is_given_up() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.keep-alive = 500 ms");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(socket.read().first()).isEqualTo(0x89);
                socket.send(RawSocket.frame(0x8A, new byte[0]));
            }
            assertThat(edge.sessions.seen).doesNotContain("gone");
            await().until(() -> edge.sessions.seen.contains("gone"));
        }
    }

    @Test
    void a_message_that_does_not_end_is_refused_with_1013_for_it_may_be_sent_again() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.message-within = 200 ms");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            socket.send(RawSocket.frame(0x01, "half a".getBytes(StandardCharsets.UTF_8)));
            assertThat(socket.readMessage().text()).isEqualTo("ERROR UNAVAILABLE");
            assertThat(socket.readMessage().code()).isEqualTo(1013);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7})
    void a_control_frame_in_two_pieces_starts_no_clock(int cut) throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.message-within = 200 ms");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            byte[] ping = RawSocket.frame(0x89, "four".getBytes(StandardCharsets.UTF_8));
            socket.text("echo before");
            assertThat(socket.read().text()).isEqualTo("before");
            socket.send(Arrays.copyOf(ping, cut));
            long end = System.nanoTime() + 500_000_000L;
            await().until(() -> System.nanoTime() > end);
            socket.send(Arrays.copyOfRange(ping, cut, ping.length));
            assertThat(socket.read().text()).isEqualTo("four");
            assertThat(edge.sessions.seen).noneMatch(seen -> seen.startsWith("bad"));
        }
    }

    @Test
    void the_beginning_of_a_control_frame_does_not_keep_the_clock_of_the_message_before_it() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.message-within = 2 s");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            byte[] end = RawSocket.frame(0x80, "whole".getBytes(StandardCharsets.UTF_8));
            byte[] ping = RawSocket.frame(0x89, "four".getBytes(StandardCharsets.UTF_8));
            socket.send(RawSocket.frame(0x01, "echo ".getBytes(StandardCharsets.UTF_8)));
            socket.send(Arrays.copyOf(concat(end, ping), end.length + 3));
            assertThat(socket.read().text()).isEqualTo("whole");
            long later = System.nanoTime() + 2_500_000_000L;
            await().until(() -> System.nanoTime() > later);
            socket.send(Arrays.copyOfRange(ping, 3, ping.length));
            assertThat(socket.read().text()).isEqualTo("four");
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void a_message_that_ends_in_time_stops_the_clock() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.message-within = 2 s");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            socket.send(RawSocket.frame(0x01, "echo ".getBytes(StandardCharsets.UTF_8)));
            socket.send(RawSocket.frame(0x80, "whole".getBytes(StandardCharsets.UTF_8)));
            assertThat(socket.read().text()).isEqualTo("whole");
            long end = System.nanoTime() + 2_500_000_000L;
            await().until(() -> System.nanoTime() > end);
            socket.text("echo again");
            assertThat(socket.readMessage().text()).isEqualTo("again");
        }
    }

    @Test
    void a_session_that_never_comes_up_is_not_waited_for() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.hello-within = 200 ms")) {
            edge.sessions.openAfter(new java.util.concurrent.CompletableFuture<>());
            try (RawSocket socket = RawSocket.webSocket(edge.port())) {
                assertThat(socket.readMessage().code()).isEqualTo(1013);
            }
        }
    }
}
