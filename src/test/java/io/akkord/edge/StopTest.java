package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {
    @Test
    void sockets_hear_goodbye_and_the_port_closes() throws Exception {
        EdgeFixture edge = new EdgeFixture();
        try (RawSocket socket = RawSocket.webSocket(edge.port());
                RawSocket idle = new RawSocket(edge.port())) {
            idle.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(idle.answer().status()).isEqualTo(200);
            var stopped = edge.stop();
            assertThat(edge.stop()).isSameAs(stopped);
            assertThat(socket.read().text()).isEqualTo("GOODBYE");
            assertThat(socket.read().code()).isEqualTo(1012);
            socket.close(1012);
            assertThat(socket.ended()).isTrue();
            stopped.toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(idle.ended()).isTrue();
            assertThatThrownBy(() -> new RawSocket(edge.port())).isInstanceOf(ConnectException.class);
        } finally {
            edge.close();
        }
    }

    @Test
    void a_peer_that_does_not_go_is_cut_off_in_time() throws Exception {
        EdgeFixture edge = new EdgeFixture();
        try (RawSocket socket = RawSocket.webSocket(edge.port())) {
            socket.text("flood 4000 10000");
            long start = System.nanoTime();
            edge.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            await().until(() -> edge.sessions.seen.containsAll(List.of("goodbye", "gone")));
        } finally {
            edge.close();
        }
    }

    @Test
    void a_server_that_is_stopping_takes_no_new_sockets_and_is_not_ready() throws Exception {
        EdgeFixture edge = new EdgeFixture();
        try (RawSocket first = RawSocket.webSocket(edge.port());
                RawSocket early = new RawSocket(edge.port());
                RawSocket probe = new RawSocket(edge.port())) {
            for (RawSocket socket : List.of(early, probe)) {
                socket.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(socket.answer().status()).isEqualTo(200);
            }
            var stopped = edge.stop();
            assertThat(early.handshake(edge.port(), "Sec-WebSocket-Protocol: akkord.v1")
                            .status())
                    .isEqualTo(503);
            probe.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(probe.answer().status()).isEqualTo(503);
            first.close();
            stopped.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } finally {
            edge.close();
        }
    }
}
