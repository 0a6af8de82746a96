package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import io.akkord.auth.TokenMint;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long somebody is let in on a whole server: up to the end of a token, until it is revoked, once by a ticket. */
class AccessOnServerTest {
    private static final String REVOCATIONS = "/v1/admin/revocations";
    private static final Map<String, String> ALL = Map.of("*", "admin");

    @TempDir
    Path folder;

    private final HttpContract contract = new HttpContract();
    private LiveServer server;

    @BeforeEach
    void start() {
        server = new LiveServer(
                folder,
                "akkord.auth { mode = jwt, hs256.secret = \"" + TokenMint.SECRET + "\", leeway = 0 s }",
                "akkord.auth.tickets.per-user = 20",
                "akkord.limits.enforce = off");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        HttpResponse<String> answer = server.send(method, path, body, "Authorization", "Bearer " + token);
        contract.verify(method, path.replaceAll("\\?.*", "").replaceAll("/rooms/[^/]+", "/rooms/{id}"), answer);
        return answer;
    }

    /** A token that was issued a minute ago. */
    private static String token(String user, String tenant, Map<String, String> grants) {
        long now = System.currentTimeMillis() / 1000;
        return TokenMint.token(TokenMint.with(TokenMint.claims(user, tenant, grants), "iat", now - 60));
    }

    private static String token(String user) {
        return token(user, "", ALL);
    }

    /** A socket whose HELLO was welcome. */
    private RawSocket socket(String token) throws IOException {
        RawSocket socket = RawSocket.webSocket(server.port());
        socket.text("{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"token\":\"" + token + "\"}}");
        assertThat(socket.readMessage().text()).contains("WELCOME");
        return socket;
    }

    private static void isShownOut(RawSocket socket, String sentence) throws IOException {
        assertThat(socket.readMessage().text()).contains("UNAUTHORIZED").contains(sentence);
        assertThat(socket.readMessage().code()).isEqualTo(4401);
    }

    private static void isThere(RawSocket socket) throws IOException {
        socket.text("{\"type\":\"PING\"}");
        assertThat(socket.readMessage().text()).contains("PONG");
    }

    @Test
    void aSocketEndsWithItsToken() throws Exception {
        long soon = System.currentTimeMillis() / 1000 + 3;
        String brief = TokenMint.token(TokenMint.with(TokenMint.claims("Ann", "", ALL), "exp", soon));
        try (RawSocket ends = socket(brief);
                RawSocket renewed = socket(brief)) {
            renewed.text("{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"token\":\"" + token("Ann") + "\"}}");
            assertThat(renewed.readMessage().text()).contains("WELCOME");
            isShownOut(ends, "expired");
            assertThat(System.currentTimeMillis() / 1000).isGreaterThanOrEqualTo(soon);
            assertThat(send(brief, "GET", "/v1/rooms", "").statusCode()).isEqualTo(401);
            isThere(renewed);
        }
    }

    @Test
    void whoIsRevokedIsShownOutAtOnceAndAfterARestart() throws Exception {
        String ann = token("Ann", "house", ALL);
        String bob = token("Bob", "house", ALL);
        String other = token("Ann", "garden", ALL);
        try (RawSocket first = socket(ann);
                RawSocket second = socket(bob);
                RawSocket third = socket(other)) {
            HttpResponse<String> revoked = send(bob, "POST", REVOCATIONS, "{\"user\":\"Ann\"}");
            assertThat(revoked.statusCode()).isEqualTo(201);
            isShownOut(first, "revoked");
            isThere(second);
            isThere(third);
            assertThat(send(ann, "GET", "/v1/rooms", "").statusCode()).isEqualTo(401);
            assertThat(send(other, "GET", "/v1/rooms", "").statusCode()).isEqualTo(200);
        }
        stop();
        start();
        assertThat(send(ann, "GET", "/v1/rooms", "").statusCode()).isEqualTo(401);
        try (RawSocket socket = RawSocket.webSocket(server.port())) {
            socket.text("{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"token\":\"" + ann + "\"}}");
            isShownOut(socket, "revoked");
        }
        long later = System.currentTimeMillis() / 1000 + 1;
        String fresh = TokenMint.token(TokenMint.with(TokenMint.claims("Ann", "house", ALL), "iat", later));
        org.awaitility.Awaitility.await()
                .until(() -> send(fresh, "GET", "/v1/rooms", "").statusCode() == 200);
        assertThat(send(bob, "DELETE", REVOCATIONS + "?user=Ann", "").statusCode())
                .isEqualTo(204);
        assertThat(send(bob, "DELETE", REVOCATIONS + "?user=Ann", "").statusCode())
                .isEqualTo(404);
        assertThat(send(ann, "GET", "/v1/rooms", "").statusCode()).isEqualTo(200);
        stop();
        start();
        assertThat(send(ann, "GET", "/v1/rooms", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerThatTakesLongEndsUnfinishedWhenItsCallerIsRevoked() throws Exception {
        String ann = token("Ann");
        int size = 500_000;
        String insert = "[{\"insert\":\"" + "x".repeat(size) + "\"}]";
        int commits = 80;
        for (int version = 0; version < commits; version++) {
            String op = version % 2 == 0 ? insert : "[{\"delete\":" + size + "}]";
            String edit = "{\"op\":" + op + ",\"version\":" + version + "}";
            assertThat(send(ann, "POST", "/v1/rooms/long/ops", edit).statusCode())
                    .isEqualTo(200);
        }
        try (RawSocket socket = new RawSocket(server.port())) {
            socket.send("GET /v1/rooms/long/history HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ann
                    + "\r\nAccept: application/x-ndjson\r\nConnection: close\r\n\r\n");
            assertThat(socket.answer().status()).isEqualTo(200);
            send(token("Bob"), "POST", REVOCATIONS, "{\"user\":\"Ann\"}");
            assertThat(socket.rest()).hasSizeLessThan(size * commits / 2);
        }
    }

    @Test
    void aWriteWhoseCallerIsRevokedWhileItsBodyArrivesIsNotDone() throws Exception {
        String ann = token("Ann");
        String body = "{\"content\":\"late\"}";
        try (RawSocket socket = new RawSocket(server.port())) {
            socket.send("PUT /v1/rooms/late HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ann
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body.substring(0, 5));
            // Another request of the same user, so that the first one is surely at its endpoint.
            assertThat(send(ann, "GET", "/v1/rooms", "").statusCode()).isEqualTo(200);
            assertThat(send(token("Bob"), "POST", REVOCATIONS, "{\"user\":\"Ann\"}")
                            .statusCode())
                    .isEqualTo(201);
            socket.send(body.substring(5));
            assertThat(socket.answer().status()).isEqualTo(401);
        }
        assertThat(send(token("Bob"), "GET", "/v1/rooms/late", "").statusCode()).isEqualTo(404);
    }

    @Test
    void oneTokenIsRevokedByItsId() throws Exception {
        Map<String, Object> claims = TokenMint.claims("Ann", "", ALL);
        String one = TokenMint.token(TokenMint.with(claims, "jti", "one"));
        String two = TokenMint.token(TokenMint.with(claims, "jti", "two"));
        try (RawSocket first = socket(one);
                RawSocket second = socket(two)) {
            // Also one who is an administrator may not come in again by it.
            assertThat(send(one, "POST", REVOCATIONS, "{\"jti\":\"one\",\"until\":\"2999-01-01T00:00:00Z\"}")
                            .body())
                    .contains("\"until\":\"2999-01-01T00:00:00.000Z\"");
            isShownOut(first, "revoked");
            isThere(second);
            assertThat(send(one, "GET", REVOCATIONS, "").statusCode()).isEqualTo(401);
            assertThat(send(two, "GET", REVOCATIONS, "").body()).contains("\"jti\":\"one\"");
        }
    }

    @Test
    void revocationsAreListedInPagesAndByTenant() throws Exception {
        String ann = token("Ann", "house", ALL);
        for (String body : List.of(
                "{\"user\":\"b\"}",
                "{\"jti\":\"z\"}",
                "{\"user\":\"a\"}",
                "{\"jti\":\"y\",\"until\":32503680000000}")) {
            assertThat(send(ann, "POST", REVOCATIONS, body).statusCode()).isEqualTo(201);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = LiveServer.json(send(ann, "GET", REVOCATIONS + "?limit=3" + cursor, ""));
            page.get("items")
                    .forEach(item -> seen.add(
                            item.path("jti").asText() + item.path("user").asText()));
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly("y", "z", "a", "b");
        assertThat(LiveServer.json(send(token("Ann"), "GET", REVOCATIONS, "")).get("items"))
                .isEmpty();
        assertThat(send(token("Ann"), "DELETE", REVOCATIONS + "?user=a", "").statusCode())
                .isEqualTo(404);
        for (String bad : List.of(
                "{}",
                "{\"user\":\"a\",\"jti\":\"b\"}",
                "{\"user\":\"\"}",
                "{\"user\":3}",
                "{\"user\":\"a\\nb\"}",
                "{\"user\":\"a\",\"until\":1}",
                "{\"user\":\"a\",\"until\":\"tomorrow\"}",
                "{\"user\":\"a\",\"until\":true}")) {
            assertThat(send(ann, "POST", REVOCATIONS, bad).statusCode()).as(bad).isEqualTo(400);
        }
        for (String query : List.of("", "?user=a&jti=b", "?user=", "?user=a%00")) {
            assertThat(send(ann, "DELETE", REVOCATIONS + query, "").statusCode())
                    .isEqualTo(400);
        }
    }

    private String ticket(String token) {
        HttpResponse<String> answer = send(token, "POST", "/v1/tickets", "");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(LiveServer.json(answer).get("expiresIn").asInt()).isEqualTo(30);
        return LiveServer.json(answer).get("ticket").asText();
    }

    private static final List<String> UPGRADE = List.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: akkord.v1");

    private RawSocket.Answer handshake(RawSocket socket, String query) throws IOException {
        socket.send("GET /v1/ws" + query + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n"
                + String.join("\r\n", UPGRADE) + "\r\n\r\n");
        return socket.answer();
    }

    @Test
    void aTicketLetsInItsUserOnce() throws Exception {
        String ticket = ticket(token("Ann", "house", Map.of("rooms/notes", "write")));
        try (RawSocket socket = new RawSocket(server.port());
                RawSocket again = new RawSocket(server.port())) {
            assertThat(handshake(socket, "?ticket=" + ticket).status()).isEqualTo(101);
            socket.text("[{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"client\":\"a\"}},"
                    + "{\"type\":\"JOIN\",\"object\":\"rooms/notes\"},{\"type\":\"JOIN\",\"object\":\"rooms/other\"}]");
            String text = socket.readMessage().text() + socket.readMessage().text();
            assertThat(text).contains("WELCOME").contains("FORBIDDEN");
            socket.text("{\"type\":\"OP\",\"object\":\"rooms/notes\",\"payload\":{\"op\":[{\"insert\":\"x\"}]},"
                    + "\"meta\":{\"version\":0,\"seq\":1}}");
            assertThat(text + socket.readMessage().text()).contains("JOINED");
            RawSocket.Answer refused = handshake(again, "?ticket=" + ticket);
            contract.verifyProblem(refused, 401, "UNAUTHORIZED");
            contract.verify("GET", "/v1/ws", refused);
        }
        org.awaitility.Awaitility.await()
                .until(() -> send(token("Ann", "house", ALL), "GET", "/v1/rooms/notes/history", "")
                        .body()
                        .contains("\"user\":\"Ann\""));
    }

    @Test
    void ofManyHandshakesWithOneTicketOneSucceeds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String ticket = ticket(token("Ann"));
                List<Callable<Integer>> tries = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    tries.add(() -> {
                        try (RawSocket socket = new RawSocket(server.port())) {
                            return handshake(socket, "?ticket=" + ticket).status();
                        }
                    });
                }
                List<Integer> answers = new ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(tries)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsOnlyOnce(101).containsOnly(101, 401);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTicketIsWorthNoMoreThanItsToken() throws Exception {
        String ticket = ticket(token("Ann"));
        send(token("Bob"), "POST", REVOCATIONS, "{\"user\":\"Ann\"}");
        try (RawSocket socket = new RawSocket(server.port())) {
            assertThat(handshake(socket, "?ticket=" + ticket).status()).isEqualTo(401);
        }
        long soon = System.currentTimeMillis() / 1000 + 3;
        String brief = TokenMint.token(TokenMint.with(TokenMint.claims("Bob", "", ALL), "exp", soon));
        try (RawSocket socket = new RawSocket(server.port())) {
            assertThat(handshake(socket, "?ticket=" + ticket(brief)).status()).isEqualTo(101);
            socket.text("{\"type\":\"HELLO\",\"payload\":{\"protocol\":1}}");
            assertThat(socket.readMessage().text()).contains("WELCOME");
            isShownOut(socket, "expired");
        }
    }

    @Test
    void aHandshakeThatFailsOtherwiseLeavesTheTicket() throws Exception {
        String ticket = ticket(token("Ann"));
        assertThat(server.get("/v1/ws?ticket=" + ticket).statusCode()).isEqualTo(400);
        assertThat(server.get("/v1/rooms?ticket=" + ticket).statusCode()).isEqualTo(400);
        try (RawSocket socket = new RawSocket(server.port())) {
            assertThat(handshake(socket, "?ticket=" + ticket).status()).isEqualTo(101);
        }
    }

    @Test
    void unusedTicketsAreBoundedByUser() {
        for (int i = 0; i < 20; i++) {
            ticket(token("Ann"));
        }
        HttpResponse<String> full = send(token("Ann"), "POST", "/v1/tickets", "");
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("retry-after")).isPresent();
        ticket(token("Bob"));
    }

    @Test
    void aClientIdBelongsToItsUser() throws Exception {
        String join = "{\"type\":\"JOIN\",\"object\":\"rooms/ids\",\"payload\":{\"presence\":1}}";
        String hello = "{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"client\":\"c\",\"token\":\"";
        try (RawSocket ann = RawSocket.webSocket(server.port());
                RawSocket bob = RawSocket.webSocket(server.port())) {
            ann.text(hello + token("Ann") + "\"}}");
            ann.readMessage();
            ann.text(join);
            assertThat(ann.readMessage().text()).contains("JOINED");
            bob.text(hello + token("Bob") + "\"}}");
            bob.readMessage();
            bob.text(join);
            assertThat(bob.readMessage().text()).contains("FORBIDDEN");
            bob.text("{\"type\":\"PRESENCE\",\"object\":\"rooms/ids\",\"payload\":{\"data\":2}}");
            assertThat(bob.readMessage().text()).contains("NOT_JOINED");
            String edit = "{\"op\":[{\"insert\":\"x\"}],\"version\":0,\"client\":\"c\",\"seq\":1}";
            assertThat(send(token("Bob"), "POST", "/v1/rooms/ids/ops", edit).statusCode())
                    .as("nothing of Ann is committed yet")
                    .isEqualTo(403);
            assertThat(send(token("Ann"), "POST", "/v1/rooms/ids/ops", edit).statusCode())
                    .isEqualTo(200);
            assertThat(send(token("Bob"), "POST", "/v1/rooms/ids/ops", edit).statusCode())
                    .isEqualTo(403);
            assertThat(send(token("Bob", "house", ALL), "POST", "/v1/rooms/ids/ops", edit)
                            .statusCode())
                    .as("in another tenant it is another id")
                    .isEqualTo(200);
            assertThat(ann.readMessage().text()).contains("\"OP\"");
            isThere(ann);
        }
    }

    @Test
    void withoutAuthenticationOnlyTheMachineItselfIsServed(@TempDir Path other) {
        assertThatThrownBy(() -> new LiveServer(other, "akkord.http.host = 0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("akkord.auth.mode (AKKORD_AUTH_MODE) to jwt")
                .hasMessageContaining("AKKORD_AUTH_HS256_SECRET");
        new LiveServer(
                        other,
                        "akkord.http.host = 0.0.0.0",
                        "akkord.auth { mode = jwt, hs256.secret = \"" + TokenMint.SECRET + "\" }")
                .close();
    }

    @Test
    void theHealthOfObjectsIsThatOfAllTenants() {
        send(token("Ann", "house", ALL), "PUT", "/v1/rooms/a", "{\"content\":\"x\"}");
        send(token("Ann", "garden", ALL), "PUT", "/v1/rooms/b", "{\"content\":\"x\"}");
        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        assertThat(server.get("/health/state-manager").body()).contains("2 commits of 2 objects"));
    }
}
