package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.akkord.LiveServer;
import io.akkord.kind.ObjectId;
import io.akkord.object.Tracing;
import io.akkord.settings.Settings;
import io.akkord.settings.TracingSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector hears of a whole server. */
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @TempDir
    Path folder;

    private final OtlpReceiver receiver = new OtlpReceiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    private LiveServer server(String tracing) {
        return new LiveServer(folder, "akkord.tracing { endpoint = \"" + receiver.endpoint() + "\", " + tracing + " }");
    }

    private OtlpReceiver.Told span(String trace, String name) {
        await().atMost(Duration.ofSeconds(60)).until(() -> find(trace, name).isPresent());
        return find(trace, name).orElseThrow();
    }

    private Optional<OtlpReceiver.Told> find(String trace, String name) {
        return receiver.spans().stream()
                .filter(told -> told.name().equals(name)
                        && (trace.isEmpty() || told.trace().equals(trace)))
                .findFirst();
    }

    /** A socket that tells what it hears. */
    private static WebSocket socket(LiveServer server, List<String> heard) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("akkord.v1")
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/v1/ws"), new WebSocket.Listener() {
                    private final StringBuilder message = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        message.append(data);
                        if (last) {
                            heard.add(message.toString());
                            message.setLength(0);
                        }
                        socket.request(1);
                        return null;
                    }
                })
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static void hears(List<String> heard, String what) {
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.stream().anyMatch(m -> m.contains(what)));
    }

    @Test
    void aRequestIsFollowedFromItsCallerToTheJournal() {
        try (LiveServer server = server("enabled = true, sample = 1.0")) {
            var answer =
                    server.send("PUT", "/v1/rooms/followed", "{}", "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("x-request-id")).hasValue(TRACE);
            var request = span(TRACE, "PUT /v1/rooms/{id}");
            var object = span(TRACE, "object");
            var write = span(TRACE, "journal write");
            assertThat(request.parent()).isEqualTo(CALLER);
            assertThat(object.parent()).isEqualTo(request.span());
            assertThat(write.parent()).isEqualTo(object.span());
            assertThat(request.attributes())
                    .containsEntry("http.response.status_code", "[201]")
                    .containsEntry("akkord.correlation", TRACE);
            assertThat(object.attributes())
                    .containsEntry("akkord.object", "rooms/followed")
                    .containsEntry("akkord.outcome", "committed")
                    .containsEntry("akkord.version", "[1]");
            assertThat(write.attributes()).containsEntry("akkord.commits", "[1]");
        }
    }

    @Test
    void aSubmissionOfASessionIsFollowedToThoseWhoListen() {
        try (LiveServer server = server("enabled = true, sample = 1.0")) {
            List<String> heard = new CopyOnWriteArrayList<>();
            WebSocket socket = socket(server, heard);
            socket.sendText("{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"client\":\"me\"}}", true)
                    .join();
            socket.sendText("{\"type\":\"JOIN\",\"object\":\"rooms/live\",\"payload\":{}}", true)
                    .join();
            hears(heard, "\"JOINED\"");
            socket.sendText(
                            "{\"type\":\"OP\",\"object\":\"rooms/live\",\"payload\":{\"op\":[{\"insert\":\"x\"}]},"
                                    + "\"meta\":{\"version\":0,\"seq\":1}}",
                            true)
                    .join();
            hears(heard, "\"ACK\"");
            var submission = span("", "submission");
            var object = span(submission.trace(), "object");
            assertThat(submission.parent()).isEmpty();
            assertThat(object.parent()).isEqualTo(submission.span());
            assertThat(span(submission.trace(), "journal write").parent()).isEqualTo(object.span());
            var fanOut = span(submission.trace(), "fan-out");
            assertThat(fanOut.parent()).isEqualTo(object.span());
            assertThat(fanOut.attributes()).containsEntry("akkord.nodes", "[1]");
            assertThat(submission.attributes().get("akkord.correlation")).startsWith("s");
            socket.abort();
        }
    }

    @Test
    void nothingIsToldWhereNobodyAsksForIt() {
        try (LiveServer server = server("enabled = false, sample = 1.0")) {
            server.send("PUT", "/v1/rooms/off", "{}", "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        }
        try (LiveServer server = server("enabled = true, sample = 0.0")) {
            server.send("PUT", "/v1/rooms/off", "{}", "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        }
        try (LiveServer server = server("enabled = true, sample = 1.0")) {
            server.send("PUT", "/v1/rooms/off", "{}", "traceparent", "00-" + TRACE + "-" + CALLER + "-00");
        }
        assertThat(receiver.requests()).isZero();
    }

    @Test
    void aClientDoesNotChooseByItsTraceWhetherItIsFollowed() throws Exception {
        TracingSettings some = Settings.of(
                        ConfigFactory.parseString("akkord.tracing { enabled = true, sample = 0.5, endpoint = \""
                                        + receiver.endpoint() + "\" }")
                                .withFallback(ConfigFactory.load())
                                .resolve())
                .tracing();
        String low = "00-" + "0".repeat(31) + "1-" + CALLER + "-01";
        try (Spans spans = Spans.start(some)) {
            int followed = 0;
            for (int i = 0; i < 1_000; i++) {
                Tracing.Request request = spans.request("GET", "/", "one", () -> Optional.of(low));
                followed += request.trace().equals("one") ? 0 : 1;
            }
            assertThat(followed).isBetween(300, 700);
        }
    }

    @Test
    void whatFollowsNothingMakesNothing() {
        String session = new String("session");
        assertThat(Tracing.NONE.submitted(ObjectId.of("rooms", "a"), session)).isSameAs(session);
        assertThat(Tracing.NONE
                        .request("GET", "/", session, () -> Optional.empty())
                        .trace())
                .isSameAs(session);
    }
}
