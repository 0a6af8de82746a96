package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.akkord.edge.RawSocket.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final String PROTOCOL = "Sec-WebSocket-Protocol: akkord.v1";
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static Answer handshake(String... lines) throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            return socket.handshake(edge.port(), lines);
        }
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void a_handshake_is_accepted_with_its_key_and_the_subprotocol() throws Exception {
        Answer answer = handshake(PROTOCOL);
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers())
                .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .containsEntry("sec-websocket-protocol", "akkord.v1")
                .containsEntry("upgrade", "websocket")
                .doesNotContainKey("sec-websocket-extensions");
    }

    @Test
    void the_subprotocol_is_required() throws Exception {
        assertProblem(handshake(), 400, "UNSUPPORTED");
        assertProblem(handshake("Sec-WebSocket-Protocol: akkord.v2, chat"), 400, "UNSUPPORTED");
        assertThat(handshake("Sec-WebSocket-Protocol: chat, akkord.v1").status())
                .isEqualTo(101);
        assertThat(handshake("Sec-WebSocket-Protocol: chat", PROTOCOL).status()).isEqualTo(101);
    }

    @Test
    void the_token_is_passed_on() throws Exception {
        handshake("Sec-WebSocket-Protocol: akkord.v1, bearer.aaa.b-b.c_c");
        handshake(PROTOCOL, "Authorization: Bearer xxx.yyy.zzz");
        handshake(PROTOCOL, "Authorization: Basic dTpw");
        await().until(() -> edge.sessions.seen.containsAll(List.of("open aaa.b-b.c_c", "open xxx.yyy.zzz", "open -")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "https://127.0.0.1.evil.example",
                "http://app.example.org",
                "https://app.example.org.evil.example",
                "null",
                "garbage",
                "http://",
                "http://[::1"
            })
    void pages_of_other_origins_are_refused(String origin) throws Exception {
        assertProblem(handshake(PROTOCOL, "Origin: " + origin), 403, "FORBIDDEN");
    }

    @Test
    void pages_of_this_host_and_of_allowed_origins_are_let_in() throws Exception {
        assertThat(handshake(PROTOCOL, "Origin: http://127.0.0.1:" + edge.port())
                        .status())
                .isEqualTo(101);
        assertThat(handshake(PROTOCOL, "Origin: https://app.example.org").status())
                .isEqualTo(101);
    }

    @Test
    void a_host_without_a_port_has_the_usual_one_of_the_pages_scheme() {
        Origins origins = new Origins(List.of());
        assertThat(origins.allows("https://notes.example.org", "notes.example.org"))
                .isTrue();
        assertThat(origins.allows("https://notes.example.org:443", "Notes.example.org"))
                .isTrue();
        assertThat(origins.allows("http://notes.example.org:8080", "notes.example.org"))
                .isFalse();
        assertThat(origins.allows("http://[::1]:80", "[::1]")).isTrue();
        assertThat(new Origins(List.of("*")).allows("https://any.example", "here"))
                .isTrue();
    }

    @Test
    void what_is_no_handshake_is_refused() throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("GET /v1/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            Answer old = socket.answer();
            assertProblem(old, 400, "UNSUPPORTED");
            assertThat(old.headers()).containsEntry("sec-websocket-version", "13");
        }
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("GET /v1/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n" + PROTOCOL + "\r\n\r\n");
            assertProblem(socket.answer(), 400, "UNSUPPORTED");
        }
    }
}
