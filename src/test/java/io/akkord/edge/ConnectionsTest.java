package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.akkord.edge.RawSocket.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String READ = "GET /v1/rooms HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static Answer ask(RawSocket socket, String request) throws Exception {
        socket.send(request);
        return socket.answer();
    }

    @Test
    void aboveTheMostConnectionsOneIsToldSoAndClosedAndBelowItServedAgain() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.http.max-connections = 3")) {
            List<RawSocket> served = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                RawSocket socket = new RawSocket(edge.port());
                assertThat(ask(socket, READ).status()).isEqualTo(200);
                served.add(socket);
            }
            served.add(RawSocket.webSocket(edge.port()));
            for (int i = 0; i < 5; i++) {
                try (RawSocket refused = new RawSocket(edge.port())) {
                    Answer answer = ask(refused, i % 2 == 0 ? READ : READ.replace("/v1/rooms", "/"));
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.body()).contains("\"code\":\"OVERLOADED\"", "retryAfter");
                    assertThat(answer.headers())
                            .containsEntry("connection", "close")
                            .containsKey("retry-after");
                    assertThat(refused.ended()).isTrue();
                }
            }
            try (RawSocket refused = new RawSocket(edge.port())) {
                assertThat(refused.handshake(edge.port(), "Sec-WebSocket-Protocol: akkord.v1")
                                .status())
                        .isEqualTo(503);
            }
            try (RawSocket probe = new RawSocket(edge.port())) {
                assertThat(ask(probe, LIVE).status()).isEqualTo(200);
                assertThat(probe.ended()).isTrue();
            }
            assertThat(edge.server.refusedConnections()).isEqualTo(7);
            for (RawSocket socket : served.subList(0, 2)) {
                assertThat(ask(socket, READ).status()).isEqualTo(200);
            }
            for (RawSocket socket : served) {
                socket.close();
            }
            await().until(() -> edge.server.connections() == 0);
            try (RawSocket again = new RawSocket(edge.port())) {
                assertThat(ask(again, READ).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aSocketTakesUpAConnectionUntilItEnds() throws Exception {
        try (EdgeFixture edge = new EdgeFixture()) {
            try (RawSocket socket = RawSocket.webSocket(edge.port())) {
                await().until(() -> edge.server.connections() == 1 && edge.sessions.outs.size() == 1);
                socket.text("echo hello");
                assertThat(socket.readMessage().text()).contains("hello");
                assertThat(edge.server.connections()).isEqualTo(1);
            }
            await().until(() -> edge.server.connections() == 0);
        }
    }

    @Test
    void aConnectionWhoseRequestDoesNotComeInTimeIsClosed() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("akkord.http { request-within = 300 ms, idle-after = 300 ms }")) {
            try (RawSocket silent = new RawSocket(edge.port());
                    RawSocket slow = new RawSocket(edge.port());
                    RawSocket idle = new RawSocket(edge.port());
                    RawSocket socket = RawSocket.webSocket(edge.port())) {
                slow.send("GET /v1/rooms HTTP/1.1\r\nHost: loc");
                assertThat(ask(idle, READ).status()).isEqualTo(200);
                assertThat(silent.ended()).isTrue();
                assertThat(slow.ended()).isTrue();
                assertThat(idle.ended()).isTrue();
                await().until(() -> edge.server.connections() == 1);
                socket.text("echo still here");
                assertThat(socket.readMessage().text()).contains("still here");
            }
        }
    }

    @Test
    void oneAddressHasSoManyConnectionsAndThoseOfAProxyAreNotCounted() throws Exception {
        String limit = "akkord.limits { enforce = on, per-address { connections = 2 } }\n";
        try (EdgeFixture edge = new EdgeFixture(limit)) {
            try (RawSocket one = new RawSocket(edge.port());
                    RawSocket two = RawSocket.webSocket(edge.port());
                    RawSocket three = new RawSocket(edge.port())) {
                assertThat(ask(one, READ).status()).isEqualTo(200);
                Answer refused = ask(three, READ);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.headers())
                        .containsEntry("connection", "close")
                        .containsKey("retry-after");
                two.text("echo unharmed");
                assertThat(two.readMessage().text()).contains("unharmed");
            }
            await().until(() -> edge.server.connections() == 0);
            try (RawSocket again = new RawSocket(edge.port())) {
                assertThat(ask(again, READ).status()).isEqualTo(200);
            }
        }
        try (EdgeFixture edge = new EdgeFixture(limit + "akkord.http.trusted-proxies = [\"127.0.0.1\"]")) {
            List<RawSocket> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                RawSocket socket = new RawSocket(edge.port());
                Answer answer = socket.handshake(
                        edge.port(),
                        "Sec-WebSocket-Protocol: akkord.v1",
                        "X-Forwarded-For: 203.0.113." + i,
                        "X-Forwarded-For: 198.51.100." + i / 3);
                assertThat(answer.status()).isEqualTo(i % 3 < 2 ? 101 : 429);
                all.add(socket);
                int sockets = edge.server.connections();
                assertThat(sockets).isPositive();
                if (i % 3 < 2) {
                    socket.text("echo open");
                    assertThat(socket.readMessage().text()).contains("open");
                }
            }
            for (RawSocket socket : all) {
                socket.close();
            }
            await().until(() -> edge.server.connections() == 0);
            try (RawSocket again = new RawSocket(edge.port())) {
                assertThat(again.handshake(
                                        edge.port(),
                                        "Sec-WebSocket-Protocol: akkord.v1",
                                        "X-Forwarded-For: 198.51.100.1")
                                .status())
                        .isEqualTo(101);
            }
        }
    }

    @Test
    void oneWhoConnectsTooFastIsToldSoAndThenCutOffAndOthersDoNotWait() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("""
                akkord.http.new-connections-per-second = 1
                akkord.limits { enforce = on, burst = 1 minute, per-address { handshakes-per-second = 1 } }
                """)) {
            int port = edge.port();
            List<RawSocket> silent = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                silent.add(new RawSocket(port));
            }
            await().until(() -> edge.server.refusedConnections() >= 300);
            try (RawSocket other = new RawSocket(
                    new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.0.2"), 0))) {
                assertThat(ask(other, READ).status()).isEqualTo(200);
            }
            for (RawSocket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void newConnectionsOfOneAddressComeAtARate() throws Exception {
        try (EdgeFixture edge = new EdgeFixture(
                "akkord.limits { enforce = on, burst = 1 minute, per-address { handshakes-per-second = 1 } }")) {
            int refused = 0;
            for (int i = 0; i < 70; i++) {
                try (RawSocket socket = new RawSocket(edge.port())) {
                    refused += ask(socket, READ).status() == 429 ? 1 : 0;
                }
            }
            assertThat(refused).isPositive();
        }
    }
}
