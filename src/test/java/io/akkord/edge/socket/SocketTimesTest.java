package io.akkord.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.akkord.edge.EdgeFixture;
import io.akkord.edge.RawSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SocketTimesTest {
    @Test
    void an_idle_socket_gets_pings_and_a_dead_one_is_given_up() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.keep-alive = 100 ms");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            for (int i = 0; i < 5; i++) {
                assertThat(socket.read().first()).isEqualTo(0x89);
                socket.send(RawSocket.frame(0x8A, new byte[0]));
            }
            assertThat(edge.sessions.seen).doesNotContain("gone");
            await().until(() -> edge.sessions.seen.contains("gone"));
        }
    }

    @Test
    void a_message_that_does_not_end_is_refused() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.message-within = 200 ms");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            socket.send(RawSocket.frame(0x01, "half a".getBytes(StandardCharsets.UTF_8)));
            assertThat(socket.readMessage().text()).isEqualTo("ERROR TOO_LARGE");
            assertThat(socket.readMessage().code()).isEqualTo(1009);
        }
    }

    @Test
    void a_message_that_ends_in_time_stops_the_clock() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.session.message-within = 500 ms");
                RawSocket socket = RawSocket.webSocket(edge.port())) {
            socket.send(RawSocket.frame(0x01, "echo ".getBytes(StandardCharsets.UTF_8)));
            socket.send(RawSocket.frame(0x80, "whole".getBytes(StandardCharsets.UTF_8)));
            assertThat(socket.read().text()).isEqualTo("whole");
            long end = System.nanoTime() + 1_000_000_000L;
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
