package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request is called, in its answer and in what it submits. */
class CorrelationTest {
    private static final String MADE = "[0-9a-f]{32}";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String id(HttpResponse<?> answer) {
        List<String> ids = answer.headers().allValues("x-request-id");
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    @Test
    void aRequestKeepsItsNameAndItsSubmissionCarriesIt() throws Exception {
        var answer = edge.send(
                "PUT", "/v1/rooms/named", "{}", "Content-Type", "application/json", "X-Request-Id", "Shop-7.a_b");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(id(answer)).isEqualTo("Shop-7.a_b");
        assertThat(edge.objects.traces()).contains("Shop-7.a_b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health/live", "/v1/rooms", "/", "/nothing/here", "/v1/rooms/a%00", "/v1/ws", "/openapi.json"})
    void everyAnswerHasOneAndTheOneItCameWith(String path) throws Exception {
        // The client of the JDK takes no path that is none.
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: mine\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.answer().headers().get("x-request-id")).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "{}", "a\tb", "ä", "\u001b[31m", "a,b"})
    void aNameThatIsNoneIsPassedOver(String bad) throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send(("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + bad + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(socket.answer().headers().get("x-request-id")).matches(MADE);
        }
    }

    @Test
    void aNameHas64CharactersAtMost() throws Exception {
        assertThat(id(edge.get("/health/live", "X-Request-Id", "n".repeat(64)))).isEqualTo("n".repeat(64));
        assertThat(id(edge.get("/health/live", "X-Request-Id", "n".repeat(65)))).matches(MADE);
    }

    @Test
    void withoutANameTheTraceNamesARequest() throws Exception {
        String parent = "00-" + TRACE + "-b7ad6b7169203331-01";
        assertThat(id(edge.get("/health/live", "traceparent", parent))).isEqualTo(TRACE);
        assertThat(id(edge.get("/health/live", "traceparent", parent, "X-Request-Id", "mine")))
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "nonsense"
            })
    void aTraceThatIsNoneIsPassedOver(String parent) throws Exception {
        assertThat(id(edge.get("/health/live", "traceparent", parent)))
                .matches(MADE)
                .isNotEqualTo(TRACE);
    }

    @Test
    void whatIsNotHttpGetsOneToo() throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("NONSENSE / HTTP/9.9\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.answer().headers().get("x-request-id")).matches(MADE);
        }
    }
}
