package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.edge.RawSocket.Answer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that reach no endpoint, or that are hardly HTTP, over a raw socket. */
class RequestErrorsTest {
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static Answer raw(String request) throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send(request);
            return socket.answer();
        }
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.headers()).doesNotContainKey("server");
        assertThat(answer.headers().get("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.headers().get("content-security-policy")).contains("default-src 'none'");
        assertThat(answer.body()).contains("\"status\":" + status, "\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404, NOT_FOUND",
        "GET, /v1, 404, NOT_FOUND",
        "GET, /v1/rooms/a/b/c, 404, NOT_FOUND",
        "GET, /v2/rooms/a, 404, NOT_FOUND",
        "GET, //v1/rooms/a, 404, NOT_FOUND",
        "PATCH, /v1/rooms/a, 405, UNSUPPORTED",
        "GET, /v1/rooms/a/ops, 405, UNSUPPORTED",
        "POST, /health/live, 405, UNSUPPORTED",
        "DELETE, /, 405, UNSUPPORTED",
        "GET, /v1/ws, 400, UNSUPPORTED",
        "OPTIONS, *, 400, BAD_MESSAGE",
        "GET, /%zz, 400, BAD_MESSAGE",
        "BREW, /v1/rooms/a, 501, UNSUPPORTED",
    })
    void wrong_addresses_and_methods_are_problems(String method, String path, int status, String code)
            throws Exception {
        assertProblem(raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), status, code);
    }

    @Test
    void underAForeignNameThereArePagesAndHealthAndNothingElse() throws Exception {
        for (String path : List.of("/metrics", "/v1/rooms/a", "/v1/admin/report")) {
            assertProblem(raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"), 403, "FORBIDDEN");
        }
        for (String path : List.of("/", "/openapi.json", "/health/live", "/health/ready")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_405_names_what_is_allowed() throws Exception {
        Answer room = raw("PATCH /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(room.headers().get("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
        Answer page = raw("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(page.headers().get("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void what_is_hardly_http_is_a_problem_too() throws Exception {
        assertProblem(raw("this is not http\r\n\r\n"), 501, "UNSUPPORTED");
        assertProblem(raw("GET /v1/rooms/a HTTP/1.1\r\n\r\n"), 400, "BAD_MESSAGE");
        assertProblem(raw("GET /v1/rooms/a HTTP/3.0\r\nHost: localhost\r\n\r\n"), 505, "UNSUPPORTED");
        assertProblem(raw("GET /v1/rooms/a b HTTP/1.1\r\nHost: localhost\r\n\r\n"), 505, "UNSUPPORTED");
        assertProblem(raw("GET /v1/rooms/<script> HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400, "BAD_MESSAGE");
        assertProblem(raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 414, "BAD_MESSAGE");
        assertProblem(
                raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"), 431, "BAD_MESSAGE");
        assertProblem(
                raw("GET / HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(500) + "\r\n"), 400, "BAD_MESSAGE");
        assertProblem(
                raw("PUT /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n"), 400, "BAD_MESSAGE");
        assertProblem(
                raw("PUT /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
                400,
                "BAD_MESSAGE");
        assertProblem(
                raw("PUT /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                400,
                "BAD_MESSAGE");
    }

    @Test
    void nothing_of_the_request_is_echoed() throws Exception {
        assertThat(raw("GET /v1/rooms/<script> HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .body())
                .doesNotContain("script");
        assertThat(raw("GET /v1/rooms/%3Cscript%3E HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .body())
                .doesNotContain("script");
    }

    @Test
    void a_huge_body_is_refused_by_its_announcement_alone() throws Exception {
        assertProblem(
                raw("PUT /v1/rooms/huge HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 99999999999\r\n\r\n{"),
                413,
                "TOO_LARGE");
        assertProblem(
                raw("PUT /v1/rooms/huge HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n"),
                413,
                "TOO_LARGE");
    }

    @Test
    void an_endless_chunked_body_is_refused() throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("PUT /v1/rooms/endless HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
            for (int sent = 0; sent < 6 * 1024 * 1024; sent += 0x8000) {
                try {
                    socket.send(chunk);
                } catch (java.io.IOException refused) {
                    break;
                }
            }
            assertProblem(socket.answer(), 413, "TOO_LARGE");
        }
    }

    @Test
    void a_connection_is_kept_after_a_refusal() throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertProblem(socket.answer(), 404, "NOT_FOUND");
            socket.send("POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12345");
            assertProblem(socket.answer(), 404, "NOT_FOUND");
            socket.send("GET http://localhost/health/live?x=%20 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(socket.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void pages_of_other_origins_may_not_use_the_api() throws Exception {
        HttpResponse<String> foreign = edge.get("/v1/rooms/a", "Origin", "https://evil.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("FORBIDDEN");
        assertThat(edge.get("/v1/rooms/a", "Origin", "https://app.example.org").statusCode())
                .isEqualTo(404);
        assertThat(edge.get("/v1/rooms/a", "Origin", "http://127.0.0.1:" + edge.port())
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "evil.example:8080, 403",
        "localhost.evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "localhost, 404",
        "LocalHost:8080, 404",
        "127.8.9.10:1, 404",
        "[::1]:8080, 404",
        "app.example.org, 404",
    })
    void the_api_answers_under_known_names_only(String host, int status) throws Exception {
        Answer answer = raw("GET /v1/rooms/named HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertProblem(answer, status, status == 403 ? "FORBIDDEN" : "NOT_FOUND");
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_page_that_points_its_own_name_here_gets_nothing() throws Exception {
        Answer answer = raw("PUT /v1/rooms/rebound HTTP/1.1\r\nHost: evil.example:8080\r\n"
                + "Origin: http://evil.example:8080\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertProblem(answer, 403, "FORBIDDEN");
        assertThat(edge.get("/v1/rooms/rebound").statusCode()).isEqualTo(404);
    }

    @Test
    void health_tells_life_from_readiness() throws Exception {
        assertThat(edge.get("/health/live").body()).isEqualTo("{\"healthy\":true}");
        assertThat(edge.get("/health/ready").statusCode()).isEqualTo(200);
        edge.ready = false;
        try {
            assertThat(edge.get("/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = edge.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.headers().firstValue("retry-after")).isPresent();
        } finally {
            edge.ready = true;
        }
    }
}
