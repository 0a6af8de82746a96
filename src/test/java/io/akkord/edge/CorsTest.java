package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.auth.TokenRefused;
import io.akkord.edge.RawSocket.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is let in here: what is answered is answered without a token. */
class CorsTest {
    private static final String FRIEND = "Origin: https://app.example.org";
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture(
                "", objects -> objects, token -> CompletableFuture.failedFuture(new TokenRefused("Who are you?")));
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static Answer ask(String method, String path, String... lines) throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + String.join("\r\n", lines) + (lines.length == 0 ? "\r\n" : "\r\n\r\n"));
            return socket.answer();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/rooms/notes | DELETE, GET, HEAD, OPTIONS, PUT",
                "/v1/rooms/notes/ops | OPTIONS, POST",
                "/v1/namespaces/shop/keys/a | DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
                "/openapi.json | GET, HEAD, OPTIONS",
            })
    void aPreflightIsAnsweredWithTheMethodsOfItsPath(String path, String methods) throws Exception {
        Answer answer = ask(
                "OPTIONS",
                path,
                FRIEND,
                "Access-Control-Request-Method: PUT",
                "Access-Control-Request-Headers: authorization");
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "https://app.example.org")
                .containsEntry("access-control-allow-methods", methods)
                .doesNotContainKey("access-control-allow-credentials");
        assertThat(answer.headers().get("access-control-allow-headers"))
                .contains("Authorization", "Content-Type", "If-Match", "If-None-Match", "Last-Event-ID", "traceparent");
        assertThat(Integer.parseInt(answer.headers().get("access-control-max-age")))
                .isPositive();
        assertThat(answer.headers().get("vary")).contains("Origin", "Access-Control-Request-Method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://app.example.org"})
    void otherOriginsAreRefusedAndToldNothing(String origin) throws Exception {
        for (Answer answer : new Answer[] {
            ask("OPTIONS", "/v1/rooms/notes", "Origin: " + origin, "Access-Control-Request-Method: PUT"),
            ask("GET", "/v1/rooms/notes", "Origin: " + origin)
        }) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(answer.headers().get("vary")).contains("Origin");
        }
    }

    @Test
    void everyAnswerSaysThatThePageMayReadIt() throws Exception {
        for (String path :
                new String[] {"/v1/rooms/notes", "/v1/nothing", "/v1/rooms/.x", "/health/live", "/openapi.json"}) {
            Answer answer = ask("GET", path, FRIEND);
            assertThat(answer.headers())
                    .describedAs(path)
                    .containsEntry("access-control-allow-origin", "https://app.example.org");
            assertThat(answer.headers().get("access-control-expose-headers"))
                    .contains("ETag", "Retry-After", "Location");
        }
        assertThat(ask("GET", "/v1/rooms/notes", FRIEND).status()).isEqualTo(401);
    }

    @Test
    void whatIsNotAskedByAPageVariesAllTheSame() throws Exception {
        Answer answer = ask("GET", "/v1/rooms/notes");
        assertThat(answer.headers()).containsEntry("vary", "Origin").doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void aPlainOptionsIsNoPreflight() throws Exception {
        Answer answer = ask("OPTIONS", "/v1/rooms/notes");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers()).containsKey("allow").doesNotContainKey("access-control-allow-methods");
        assertThat(ask("OPTIONS", "/v1/nothing", FRIEND, "Access-Control-Request-Method: GET")
                        .status())
                .isEqualTo(404);
    }
}
