package io.akkord.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.edge.RawSocket;
import io.akkord.journal.Database;
import io.akkord.system.server.ServerProcess;
import io.akkord.telemetry.OtlpReceiver;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole server is given a secret in tokens, documents, values, presence and everything malformed, refused and failed, with its own
 * loggers at TRACE and every request traced: the secret is in no log line, metric, span or error.
 */
class CanaryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACES = "/v1/namespaces/";

    @TempDir
    Path folder;

    private final Canary canary = new Canary();
    private final String secret = canary.secret();
    private final OtlpReceiver receiver = new OtlpReceiver();
    private final List<String> errors = new ArrayList<>();
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        Path schema = Files.writeString(folder.resolve("number.json"), "{\"type\":\"integer\"}");
        Path settings = Files.writeString(folder.resolve("canary.conf"), """
                akkord.tracing { enabled = true, endpoint = "%s", sample = 1.0 }
                akkord.namespaces.rules = [
                  { namespaces = "checked-*", middleware = [
                      { use = json-schema, options { schemas = [{ keys = "n:*", file = "%s" }] } }
                      { use = limits, options { keys = "*", max-value = 100 } }
                      change-log ] }
                ]
                """.formatted(receiver.endpoint(), schema));
        server = new ServerProcess(folder)
                .option("-Dconfig.file=" + settings)
                .env("AKKORD_LOG_FORMAT", "json")
                .env("AKKORD_OBJECT_WRITE_TIMEOUT", "15 s");
        server.start();
        send("PUT", "/v1/admin/loggers/io.akkord", "{\"level\":\"TRACE\"}", "X-Request-Id", "set-level");
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    /** As JSON, with the secret in the headers that may hold one. */
    private HttpResponse<String> send(String method, String path, String body, String... more) throws IOException {
        List<String> headers = new ArrayList<>(
                List.of("Authorization", "Bearer " + secret, "Cookie", "session=" + secret, "User-Agent", secret));
        if (!List.of(more).contains("Content-Type")) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        headers.addAll(List.of(more));
        HttpResponse<String> answer = server.http().send(method, path, body, headers.toArray(String[]::new));
        if (answer.statusCode() >= 400) {
            errors.add(
                    method + " " + answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
        }
        return answer;
    }

    @Test
    void nothingOfASecretIsInWhatTheServerSaysOfItself() throws Exception {
        assertThat(server.http().get("/v1/admin/loggers").body()).contains("TRACE");
        rooms();
        namespaces();
        requestsThatAreNone();
        sockets();
        failingWrites();
        look();
    }

    private void rooms() throws IOException {
        String edit = "/v1/rooms/notes/ops";
        send("PUT", "/v1/rooms/notes", "{\"content\":\"" + secret + "\"}", "X-Request-Id", "canary-edit");
        send("POST", edit, "{\"version\":1,\"op\":[{\"insert\":\"" + secret + "\"}]}", "X-Request-Id", secret + "!");
        send("POST", edit, "{\"version\":2,\"op\":[{\"retain\":99999},{\"insert\":\"" + secret + "\"}]}");
        send("POST", edit, "{\"version\":2,\"op\":[{\"" + secret + "\":1}]}");
        send("POST", edit, "{\"version\":2,\"op\":\"" + secret + "\",\"client\":\"" + secret + " \",\"seq\":1}");
        send("POST", edit, "{\"version\":\"" + secret + "\"}");
        send("POST", edit, "{\"" + secret);
        send("POST", edit, "{\"a\":\"" + secret + "\",\"a\":\"" + secret + "\"}");
        send("POST", edit, "{\"op\":[{\"insert\":\"" + secret.repeat(100_000) + "\"}],\"version\":2}");
        send("POST", edit, secret, "Content-Type", "text/plain");
        send("PUT", "/v1/rooms/json", "{\"type\":\"json\",\"content\":{\"k\":\"" + secret + "\"}}");
        send(
                "POST",
                "/v1/rooms/json/ops",
                "{\"version\":1,\"op\":[{\"p\":[\"k\"],\"od\":\"" + secret + "\",\"oi\":1}]}");
        send("POST", "/v1/rooms/json/ops", "{\"version\":1,\"op\":[{\"p\":[\"" + secret + "\",3],\"li\":1}]}");
        send("PUT", "/v1/rooms/notes", "{\"type\":\"json\",\"content\":\"" + secret + "\"}");
        send("PUT", "/v1/rooms/notes", "{\"content\":\"x\"}", "If-Match", "\"" + secret + "\"");
        send("GET", "/v1/rooms/notes?at=" + secret, "");
        send("GET", "/v1/rooms?cursor=" + secret + "&limit=" + secret, "");
        send("GET", "/v1/rooms/notes?" + secret + "=1&token=" + secret, "", "Accept", "application/" + secret);
    }

    private void namespaces() throws IOException {
        String keys = NAMESPACES + "shop/keys/";
        send("PUT", keys + "k", "\"" + secret + "\"");
        send("PUT", keys + secret, "1", "X-Request-Id", "canary-key");
        send("PUT", keys + "k", "\"" + secret);
        send("PUT", keys + "k", "\"" + secret.repeat(100_000) + "\"");
        send(
                "PATCH",
                keys + "k",
                "{\"" + secret + "\":\"" + secret + "\"}",
                "Content-Type",
                "application/merge-patch+json");
        send(
                "PATCH",
                keys + "k",
                "[{\"op\":\"test\",\"path\":\"/" + secret + "\",\"value\":\"" + secret + "\"}]",
                "Content-Type",
                "application/json-patch+json");
        send("PATCH", keys + "k", "[{\"op\":\"" + secret + "\"}]", "Content-Type", "application/json-patch+json");
        send("PUT", keys + "k", "1", "If-Match", "\"9999\"");
        String changes = NAMESPACES + "shop/changes";
        send("POST", changes, "{\"changes\":[{\"op\":\"set\",\"key\":\"k\",\"value\":\"" + secret + "\"}]}");
        send("POST", changes, "{\"changes\":[{\"op\":\"" + secret + "\"}],\"source\":\"" + secret + "\"}");
        send("POST", changes, "{\"changes\":[],\"strategy\":\"" + secret + "\",\"version\":0}");
        send("PUT", NAMESPACES + "shop/mfes/cart", "{\"metadata\":{\"token\":\"" + secret + "\"}}");
        for (String key : List.of("n:1", "free")) {
            send("PUT", NAMESPACES + "checked-1/keys/" + key, "\"" + secret + "\"");
            send("PUT", NAMESPACES + "checked-1/keys/" + key, "\"" + secret.repeat(10) + "\"");
        }
        send("PUT", "/v1/admin/loggers/" + secret, "{\"level\":\"" + secret + "\"}");
        send("PUT", "/v1/admin/loggers/" + secret, "{\"level\":\"INFO\"}");
    }

    private void requestsThatAreNone() throws IOException {
        for (String head : List.of(
                secret + " / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /" + secret + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /" + secret + "%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /" + secret + "[]\" HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/" + secret + "\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + secret + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: " + secret + ":" + secret + "\r\n\r\n",
                "GET /v1/rooms HTTP/1.1\r\nHost: localhost\r\nOrigin: https://" + secret + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX " + secret + ": " + secret + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: \u0001" + secret + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + secret.repeat(2_000) + "\r\n\r\n",
                "GET /" + secret.repeat(2_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PUT /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + secret
                        + "\r\nContent-Length: 1\r\n\r\n{",
                "PUT /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + secret + "\r\n\r\n",
                "PUT /v1/rooms/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                        + "Content-Type: application/json\r\n\r\n" + secret + "\r\n\r\n")) {
            try (RawSocket socket = new RawSocket(server.port())) {
                socket.send(head);
                RawSocket.Answer answer = socket.answer();
                errors.add(answer.head() + answer.body());
            } catch (IOException ended) {
                // It may end the connection without a word.
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    private void sockets() throws IOException {
        try (RawSocket socket = new RawSocket(server.port())) {
            errors.add(socket.handshake(server.port(), "Sec-WebSocket-Protocol: " + secret)
                    .toString());
        }
        try (RawSocket socket = new RawSocket(server.port())) {
            socket.handshake(server.port(), "Sec-WebSocket-Protocol: akkord.v1, bearer." + secret);
            hear(socket, "{\"type\":\"HELLO\",\"payload\":{\"protocol\":\"" + secret + "\"}}");
            hear(
                    socket,
                    "{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"client\":\"bird\",\"token\":\"" + secret
                            + "\"}}");
            hear(
                    socket,
                    "{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"token\":\"" + secret.repeat(1_000) + "\"}}");
            hear(
                    socket,
                    "{\"type\":\"JOIN\",\"object\":\"rooms/notes\",\"payload\":{\"presence\":\"" + secret + "\"}}");
            hear(socket, op("[{\"insert\":\"" + secret + "\"}]", 1));
            hear(socket, op("[{\"insert\":\"other\"}]", 1));
            hear(socket, op("[{\"insert\":\"" + secret + "\"}]", 7));
            hear(socket, op("[{\"delete\":99999}]", 2));
            hear(socket, op("\"" + secret + "\"", 2));
            hear(socket, "{\"type\":\"" + secret + "\"}");
            hear(socket, "{\"type\":\"JOIN\",\"object\":\"" + secret + "\"}");
            hear(socket, "{\"" + secret + "\":");
            socket.text("{\"type\":\"PRESENCE\",\"object\":\"rooms/notes\",\"payload\":{\"data\":\"" + secret + "\"}}");
            socket.text(
                    "{\"type\":\"BROADCAST\",\"object\":\"rooms/notes\",\"payload\":{\"data\":\"" + secret + "\"}}");
            hear(
                    socket,
                    "{\"type\":\"PRESENCE\",\"object\":\"rooms/notes\",\"payload\":{\"data\":\"" + secret.repeat(1_000)
                            + "\"}}");
            hear(socket, "{\"type\":\"JOIN\",\"object\":\"namespaces/shop\"}");
            hear(
                    socket,
                    "{\"type\":\"STATE_PATCH\",\"object\":\"namespaces/shop\",\"payload\":{\"changes\":"
                            + "[{\"op\":\"set\",\"key\":\"k\",\"value\":\"" + secret + "\"}]},\"meta\":{\"seq\":1}}");
        }
        for (byte[] frame : List.of(
                RawSocket.frame(0x82, bytes()),
                RawSocket.frame(0x81, new byte[] {'{', (byte) 0xff, 'c'}),
                RawSocket.frame(0x81, secret.repeat(100_000).getBytes(StandardCharsets.UTF_8)),
                RawSocket.frame(0x8F, bytes()),
                RawSocket.frame(0x88, ("\u0003\u00e8" + secret).getBytes(StandardCharsets.ISO_8859_1)))) {
            try (RawSocket socket = RawSocket.webSocket(server.port())) {
                socket.send(frame);
                errors.add(socket.readMessage().text());
            } catch (IOException ended) {
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    private byte[] bytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private static String op(String op, int seq) {
        return "{\"type\":\"OP\",\"object\":\"rooms/notes\",\"payload\":{\"op\":" + op
                + "},\"meta\":{\"version\":2,\"seq\":" + seq + "}}";
    }

    /** Sends a message and hears one; what is an error is kept. */
    private void hear(RawSocket socket, String message) throws IOException {
        socket.text(message);
        String heard = socket.readMessage().text();
        if (heard.contains("\"ERROR\"")) {
            errors.add(heard);
        }
    }

    /** Somebody else holds the database for longer than the server waits for it. */
    private void failingWrites() throws Exception {
        send("PUT", "/v1/rooms/late", "{\"content\":\"" + secret + "\"}");
        try (Connection other = DriverManager.getConnection(
                "jdbc:sqlite:" + server.dataDirectory().resolve(Database.FILE))) {
            other.createStatement().execute("PRAGMA busy_timeout = 20000");
            other.createStatement().execute("BEGIN IMMEDIATE");
            HttpResponse<String> answer = send(
                    "POST",
                    "/v1/rooms/late/ops",
                    "{\"version\":1,\"op\":[{\"insert\":\"" + secret + "\"}]}",
                    "X-Request-Id",
                    "canary-failed");
            assertThat(answer.statusCode()).isEqualTo(503);
            other.createStatement().execute("ROLLBACK");
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send("GET", "/v1/rooms/late", "").statusCode() == 200);
    }

    private void look() throws Exception {
        HttpResponse<String> metrics = server.http().get("/metrics");
        canary.absentFrom("the metrics", metrics.body());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> receiver.spans().stream()
                        .anyMatch(
                                span -> "canary-failed".equals(span.attributes().get("akkord.correlation"))));
        server.terminate(Duration.ofSeconds(60));
        canary.absentFrom("the spans", receiver.everything());
        assertThat(receiver.spans()).hasSizeGreaterThan(30);
        assertThat(errors).hasSizeGreaterThan(30);
        errors.forEach(error -> canary.absentFrom("an error", error));
        String printed = server.printed();
        canary.absentFrom("the log", printed);
        lines(printed);
    }

    /** Each line is an event, and requests can be found again as far as the journal. */
    private static void lines(String printed) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            if (!line.startsWith("Akkord is ready: ")) {
                JsonNode event = JSON.readTree(line);
                assertThat(event.hasNonNull("time") && event.hasNonNull("level") && event.hasNonNull("message"))
                        .describedAs(line)
                        .isTrue();
                events.add(event);
            }
        }
        List<String> places = events.stream()
                .filter(event -> event.path("correlation").asText().equals("canary-edit"))
                .map(event -> event.get("logger").asText())
                .toList();
        assertThat(places).contains("io.akkord.edge.Visit", "io.akkord.object.Cut", "io.akkord.object.ObjectJournal");
        assertThat(events)
                .anyMatch(event -> event.get("level").asText().equals("WARN")
                        && event.path("correlation").asText().equals("canary-failed"));
        assertThat(events)
                .anyMatch(event -> event.get("logger").asText().equals("io.akkord.object.Cut")
                        && event.path("correlation").asText().matches("s[0-9a-f]{32}"));
    }
}
