package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.auth.Grants;
import io.akkord.auth.Principal;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    /** Everybody is who they say they are; what stands before a slash is their tenant. */
    private static EdgeFixture edge(String limits) {
        return new EdgeFixture(
                "akkord.limits { enforce = on, burst = 60 s, " + limits + " }", objects -> objects, token -> {
                    String[] parts = token.orElse("-/ann").split("/", 2);
                    return CompletableFuture.completedFuture(
                            new Principal(parts[1], parts[0], Grants.ALL, "", 0, Principal.NEVER));
                });
    }

    /** How many of so many requests are refused, each time in the same way. */
    private static int refused(EdgeFixture edge, int requests, String path, String... headers) throws Exception {
        int refused = 0;
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> answer = edge.get(path, headers);
            if (answer.statusCode() == 429) {
                refused++;
                assertThat(answer.body()).contains("\"code\":\"RATE_LIMITED\"", "\"retryAfter\":");
                assertThat(Long.parseLong(
                                answer.headers().firstValue("Retry-After").orElseThrow()))
                        .isBetween(1L, 60L);
            } else {
                assertThat(answer.statusCode()).isIn(200, 404);
            }
        }
        return refused;
    }

    @Test
    void oneUserIsLimitedInOneTenantAndOthersAreNot() throws Exception {
        try (EdgeFixture edge = edge("per-user.requests-per-second = 1")) {
            assertThat(refused(edge, 90, "/v1/rooms/r", "Authorization", "Bearer -/ann"))
                    .isPositive();
            assertThat(refused(edge, 20, "/v1/rooms/r", "Authorization", "Bearer -/bob"))
                    .isZero();
            assertThat(refused(edge, 20, "/v1/rooms/r", "Authorization", "Bearer other/ann"))
                    .isZero();
            assertThat(refused(edge, 20, "/health/live")).isZero();
        }
    }

    @Test
    void oneObjectIsLimitedWhoeverAsks() throws Exception {
        try (EdgeFixture edge = edge("per-object.requests-per-second = 1")) {
            assertThat(refused(edge, 45, "/v1/rooms/r", "Authorization", "Bearer -/ann"))
                    .isZero();
            assertThat(refused(edge, 45, "/v1/rooms/r", "Authorization", "Bearer -/bob"))
                    .isPositive();
            assertThat(refused(edge, 10, "/v1/rooms/s")).isZero();
            assertThat(refused(edge, 10, "/v1/rooms/r", "Authorization", "Bearer other/ann"))
                    .isZero();
        }
    }

    @Test
    void oneAddressIsLimitedAndProxiesSayWhichItIs() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("""
                akkord.limits { enforce = on, burst = 60 s, per-address.requests-per-second = 1 }
                akkord.http.trusted-proxies = ["127.0.0.1"]
                """)) {
            assertThat(refused(edge, 90, "/v1/rooms/r", "X-Forwarded-For", "198.51.100.1"))
                    .isPositive();
            assertThat(refused(edge, 90, "/health/live", "X-Forwarded-For", "198.51.100.1"))
                    .isZero();
            assertThat(refused(edge, 20, "/v1/rooms/r", "X-Forwarded-For", "198.51.100.2"))
                    .isZero();
            assertThat(refused(edge, 50, "/v1/rooms/r", "X-Forwarded-For", "2001:db8::1"))
                    .isZero();
            assertThat(refused(edge, 50, "/v1/rooms/r", "X-Forwarded-For", "2001:db8::2"))
                    .isPositive();
        }
    }

    @Test
    void bodiesAreCountedByTheirBytes() throws Exception {
        try (EdgeFixture edge = edge("per-user.bytes-per-second = 1 KiB")) {
            String body = "\"" + "x".repeat(40_000) + "\"";
            String key = "/v1/namespaces/n/keys/large";
            assertThat(edge.json("PUT", key, body).statusCode()).isLessThan(300);
            assertThat(edge.json("PUT", key, body).statusCode()).isLessThan(300);
            assertThat(edge.json("PUT", key, body).statusCode()).isEqualTo(429);
            assertThat(edge.get(key).statusCode()).isEqualTo(200);
        }
    }

    private static RawSocket.Answer announce(EdgeFixture edge, String line, long length) throws Exception {
        try (RawSocket socket = new RawSocket(edge.address.getPort())) {
            socket.send(line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + length + "\r\n\r\n");
            return socket.answer();
        }
    }

    @Test
    void whatIsOnlyAnnouncedCostsNobodyAnything() throws Exception {
        String each = ".bytes-per-second = 1 KiB\n";
        try (EdgeFixture edge = edge("per-object" + each + "per-user" + each + "per-address" + each)) {
            for (String line : new String[] {"GET /v1/rooms/r", "POST /health/live", "PUT /v1/rooms/r"}) {
                assertThat(announce(edge, line, 9_000_000_000_000_000_000L).status())
                        .isNotEqualTo(429);
            }
            assertThat(edge.json("PUT", "/v1/rooms/r", "{\"content\":\"\"}").statusCode())
                    .isLessThan(300);
        }
    }

    @Test
    void aBodyThatIsRefusedIsPaidForByItsSenderAndNotByTheObject() throws Exception {
        try (EdgeFixture edge = edge("per-user.bytes-per-second = 4 KiB\nper-object.bytes-per-second = 1 KiB")) {
            String large = "\"" + "x".repeat(300_000) + "\"";
            assertThat(edge.json("PUT", "/v1/rooms/r", large).statusCode()).isEqualTo(413);
            assertThat(edge.json("PUT", "/v1/rooms/r", "{\"content\":\"\"}").statusCode())
                    .isEqualTo(429);
            assertThat(edge.send(
                                    "PUT",
                                    "/v1/rooms/r",
                                    "{\"content\":\"\"}",
                                    "Content-Type",
                                    "application/json",
                                    "Authorization",
                                    "Bearer -/bob")
                            .statusCode())
                    .isLessThan(300);
        }
    }

    @Test
    void nothingIsLimitedWhereNobodySaysSo() throws Exception {
        try (EdgeFixture edge =
                new EdgeFixture("akkord.limits { burst = 100 ms, per-address.requests-per-second = 1 }")) {
            assertThat(refused(edge, 30, "/v1/rooms/r")).isZero();
        }
    }
}
