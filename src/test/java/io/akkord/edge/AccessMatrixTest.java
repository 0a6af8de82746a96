package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import io.akkord.auth.Level;
import io.akkord.auth.TokenMint;
import io.akkord.protocol.Inbound;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of the routing table and every message of the protocol, asked for by everybody in every way, on a whole server: what is
 * let through is what one table says, and nothing of a tenant is seen in another. A route or message without a row fails.
 */
class AccessMatrixTest {
    private static final String JSON_TYPE = "application/json";
    private static final String MERGE = "application/merge-patch+json";

    /** Spaces with objects of the same names; the empty one is that of tokens without a tenant. */
    private static final List<String> TENANTS = List.of("", "red", "blue");

    /** Who asks: what their tokens grant. */
    private static final Map<String, Map<String, String>> GRANTS = new TreeMap<>(Map.of(
            "nothing", Map.of(),
            "read", Map.of("rooms/here", "read", "namespaces/here", "read"),
            "write", Map.of("rooms/h*", "write", "*/here", "read", "namespaces/here", "write"),
            "admin", Map.of("*/here", "admin", "rooms/here", "read"),
            "elsewhere", Map.of("rooms/elsewhere*", "admin", "namespaces/elsewhere*", "admin", "rooms/her", "admin"),
            "read-all", Map.of("*", "read"),
            "write-all", Map.of("*", "write"),
            "admin-all", Map.of("*", "admin")));

    /** What they may do with {@code rooms/here} and {@code namespaces/here}. */
    private static final Map<String, Level> LEVEL = Map.of(
            "nothing", Level.NONE,
            "read", Level.READ,
            "write", Level.WRITE,
            "admin", Level.ADMIN,
            "elsewhere", Level.NONE,
            "read-all", Level.READ,
            "write-all", Level.WRITE,
            "admin-all", Level.ADMIN);

    private enum Need {
        NOTHING,
        KNOWN,
        READ,
        WRITE,
        ADMIN,
        TENANT,
        OPERATOR;

        boolean isMetBy(String grants, String tenant) {
            return switch (this) {
                case NOTHING, KNOWN -> true;
                case READ -> LEVEL.get(grants).covers(Level.READ);
                case WRITE -> LEVEL.get(grants).covers(Level.WRITE);
                case ADMIN -> LEVEL.get(grants).covers(Level.ADMIN);
                case TENANT -> grants.equals("admin-all");
                case OPERATOR -> grants.equals("admin-all") && tenant.isEmpty();
            };
        }
    }

    /** One request; $VERSION is the room's. */
    private record Row(String method, String path, Need need, int status, String query, String type, String body) {
        static Row of(String method, String path, Need need, int status) {
            return new Row(method, path, need, status, "", "", "");
        }

        Row asking(String more) {
            return new Row(method, path, need, status, more, type, body);
        }

        Row saying(String of, String text) {
            return new Row(method, path, need, status, query, of, text);
        }

        String target() {
            return path.replace("{id}", "here")
                            .replace("{key}", "key")
                            .replace("{mfe}", "mfe")
                            .replace("{name}", "io.akkord")
                    + query;
        }
    }

    private static final String ROOM = "/v1/rooms/{id}";
    private static final String STORE = "/v1/namespaces/{id}";

    private static final List<Row> ROWS = List.of(
            Row.of("GET", "/v1/ws", Need.NOTHING, 400),
            Row.of("POST", "/v1/tickets", Need.KNOWN, 201),
            Row.of("GET", "/v1/admin/revocations", Need.TENANT, 200),
            Row.of("POST", "/v1/admin/revocations", Need.TENANT, 201).saying(JSON_TYPE, "{\"user\":\"nobody\"}"),
            Row.of("DELETE", "/v1/admin/revocations", Need.TENANT, 204).asking("?user=gone"),
            Row.of("GET", "/v1/admin/hot-keys", Need.TENANT, 200),
            Row.of("GET", "/v1/admin/report", Need.TENANT, 200),
            Row.of("GET", "/v1/admin/loggers", Need.OPERATOR, 200),
            Row.of("PUT", "/v1/admin/loggers/{name}", Need.OPERATOR, 200).saying(JSON_TYPE, "{\"level\":\"INFO\"}"),
            Row.of("GET", "/metrics", Need.OPERATOR, 200),
            Row.of("GET", "/v1/rooms", Need.KNOWN, 200),
            Row.of("GET", ROOM, Need.READ, 200),
            Row.of("GET", ROOM, Need.READ, 200).asking("?version=1"),
            Row.of("PUT", ROOM, Need.WRITE, 200).saying(JSON_TYPE, "{\"content\":\"new\"}"),
            Row.of("DELETE", ROOM, Need.WRITE, 200),
            Row.of("DELETE", ROOM, Need.ADMIN, 200).asking("?purge=true"),
            Row.of("POST", ROOM + "/ops", Need.WRITE, 200)
                    .saying(JSON_TYPE, "{\"op\":[{\"insert\":\"x\"}],\"version\":$VERSION}"),
            Row.of("GET", ROOM + "/history", Need.READ, 200),
            Row.of("GET", "/v1/namespaces", Need.KNOWN, 200),
            Row.of("GET", STORE, Need.READ, 200),
            Row.of("PUT", STORE, Need.WRITE, 200).saying(JSON_TYPE, "{\"key\":\"new\"}"),
            Row.of("PATCH", STORE, Need.WRITE, 200).saying(MERGE, "{\"key\":\"new\"}"),
            Row.of("DELETE", STORE, Need.WRITE, 200),
            Row.of("DELETE", STORE, Need.ADMIN, 200).asking("?purge=true"),
            Row.of("GET", STORE + "/keys", Need.READ, 200),
            Row.of("GET", STORE + "/keys/{key}", Need.READ, 200),
            Row.of("PUT", STORE + "/keys/{key}", Need.WRITE, 200).saying(JSON_TYPE, "1"),
            Row.of("PATCH", STORE + "/keys/{key}", Need.WRITE, 200).saying(MERGE, "{\"a\":1}"),
            Row.of("DELETE", STORE + "/keys/{key}", Need.WRITE, 200),
            Row.of("POST", STORE + "/changes", Need.WRITE, 200)
                    .saying(JSON_TYPE, "{\"changes\":[{\"op\":\"set\",\"key\":\"key\",\"value\":2}]}"),
            Row.of("GET", STORE + "/mfes", Need.READ, 200),
            Row.of("PUT", STORE + "/mfes/{mfe}", Need.WRITE, 200).saying(JSON_TYPE, "{\"version\":\"2\"}"),
            Row.of("GET", STORE + "/mfes/{mfe}", Need.READ, 200),
            Row.of("DELETE", STORE + "/mfes/{mfe}", Need.WRITE, 200),
            Row.of("GET", STORE + "/history", Need.READ, 200),
            Row.of("GET", "/health/live", Need.NOTHING, 200),
            Row.of("GET", "/health/ready", Need.NOTHING, 200),
            Row.of("GET", "/health/state-manager", Need.NOTHING, 200),
            Row.of("GET", "/openapi.json", Need.NOTHING, 200),
            Row.of("GET", "/asyncapi.json", Need.NOTHING, 200));

    /** What each message needs; those that are no request have none. */
    private static final Map<Class<?>, Need> MESSAGES = Map.of(
            Inbound.Hello.class, Need.KNOWN,
            Inbound.Ping.class, Need.KNOWN,
            Inbound.Join.class, Need.READ,
            Inbound.Sync.class, Need.READ,
            Inbound.Presence.class, Need.READ,
            Inbound.Submit.class, Need.WRITE,
            Inbound.Broadcast.class, Need.WRITE,
            Inbound.Leave.class, Need.KNOWN,
            Inbound.Refused.class, Need.NOTHING);

    @TempDir
    private static Path folder;

    private static LiveServer server;
    private static List<Route> routes;

    @BeforeAll
    static void start() {
        server = new LiveServer(
                folder,
                "akkord.auth { mode = jwt, hs256.secret = \"" + TokenMint.SECRET + "\" }",
                "akkord.health.sample = 1");
        try (EdgeFixture edge = new EdgeFixture()) {
            routes = edge.server.routes();
        }
        TENANTS.forEach(AccessMatrixTest::furnish);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String token(String tenant, String grants) {
        return TokenMint.token(TokenMint.claims(grants, tenant, GRANTS.get(grants)));
    }

    /** A word that stands in everything of a tenant, and nowhere else. */
    private static String mark(String tenant) {
        return "mark-of-" + (tenant.isEmpty() ? "none" : tenant);
    }

    private static HttpResponse<String> as(String tenant, String method, String path, String type, String body) {
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + token(tenant, "admin-all")));
        if (!type.isEmpty() && !type.equals(JSON_TYPE)) {
            headers.addAll(List.of("Content-Type", type));
        }
        return server.send(method, path, body, headers.toArray(String[]::new));
    }

    /** Brings the objects of a tenant to where every request of the table finds what it needs. */
    private static void furnish(String tenant) {
        String mark = mark(tenant);
        as(tenant, "PUT", "/v1/rooms/here", JSON_TYPE, "{\"content\":\"" + mark + "\"}");
        as(tenant, "PUT", "/v1/rooms/" + mark, JSON_TYPE, "{\"content\":\"" + mark + "\"}");
        as(tenant, "PUT", "/v1/namespaces/here", JSON_TYPE, "{\"key\":\"" + mark + "\",\"" + mark + "\":1}");
        as(tenant, "PUT", "/v1/namespaces/" + mark, JSON_TYPE, "{\"key\":\"" + mark + "\"}");
        as(
                tenant,
                "PUT",
                "/v1/namespaces/here/mfes/mfe",
                JSON_TYPE,
                "{\"version\":\"1\",\"metadata\":{\"a\":\"" + mark + "\"}}");
        as(tenant, "POST", "/v1/admin/revocations", JSON_TYPE, "{\"user\":\"gone\"}");
        as(tenant, "POST", "/v1/admin/revocations", JSON_TYPE, "{\"jti\":\"" + mark + "\"}");
    }

    private static void leaksNothing(String answer, String tenant) {
        TENANTS.stream()
                .filter(other -> !other.equals(tenant))
                .forEach(other -> assertThat(answer).doesNotContain(mark(other)));
    }

    private static void othersAreAsTheyWere(String tenant) {
        for (String other : TENANTS) {
            if (!other.equals(tenant)) {
                assertThat(as(other, "GET", "/v1/rooms/here", "", "").body()).contains(mark(other));
                assertThat(as(other, "GET", "/v1/namespaces/here", "", "").body())
                        .contains(mark(other));
            }
        }
    }

    // Over HTTP.

    @Test
    void everyRouteHasItsRows() {
        Set<String> served = routes.stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rows =
                ROWS.stream().map(row -> row.method + " " + row.path).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(served);
    }

    @TestFactory
    Stream<DynamicTest> aRequestGetsThroughAsTheTableSays() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.method + " " + row.path + row.query, () -> {
                    for (String tenant : TENANTS) {
                        for (String grants : GRANTS.keySet()) {
                            ask(row, tenant, grants);
                        }
                    }
                    for (String bad : List.of(
                            "", "Bearer", "Bearer x.y.z", "Basic YTpi", "Bearer " + token("", "admin-all") + "x")) {
                        HttpResponse<String> answer = send(row, row.body, bad);
                        if (row.need == Need.NOTHING) {
                            assertThat(answer.statusCode()).isEqualTo(row.status);
                        } else {
                            refused(answer, 401, "UNAUTHORIZED");
                            assertThat(answer.headers().firstValue("www-authenticate"))
                                    .isPresent();
                        }
                        leaksNothing(answer.body(), "nobody");
                    }
                }));
    }

    private static void ask(Row row, String tenant, String grants) throws IOException {
        String version = row.body.contains("$VERSION")
                ? LiveServer.json(as(tenant, "GET", "/v1/rooms/here", "", ""))
                        .path("version")
                        .asText()
                : "";
        HttpResponse<String> answer =
                send(row, row.body.replace("$VERSION", version), "Bearer " + token(tenant, grants));
        String what = grants + " of '" + tenant + "': " + answer.body();
        if (row.need.isMetBy(grants, tenant)) {
            assertThat(answer.statusCode()).as(what).isEqualTo(row.status);
            if (!row.method.equals("GET")) {
                othersAreAsTheyWere(tenant);
                furnish(tenant);
            }
            if (row.need == Need.READ && row.path.equals(ROOM)) {
                assertThat(answer.body()).contains(mark(tenant));
            }
        } else {
            refused(answer, 403, "FORBIDDEN");
        }
        leaksNothing(answer.body(), tenant);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(LiveServer.json(answer).path("code").asText()).isEqualTo(code);
    }

    private static HttpResponse<String> send(Row row, String body, String authorization) {
        List<String> headers = new ArrayList<>();
        if (!authorization.isEmpty()) {
            headers.addAll(List.of("Authorization", authorization));
        }
        if (!row.type.isEmpty() && !row.type.equals(JSON_TYPE)) {
            headers.addAll(List.of("Content-Type", row.type));
        }
        return server.send(row.method, row.target(), body, headers.toArray(String[]::new));
    }

    @Test
    void whatMayNotBeSeenIsAnsweredTheSameWhetherItIsThereOrNot() {
        for (Row row : ROWS) {
            if (row.path.contains("{id}")) {
                Row absent = new Row(
                        row.method,
                        row.path.replace("{id}", "nothing"),
                        row.need,
                        row.status,
                        row.query,
                        row.type,
                        row.body);
                String bearer = "Bearer " + token("red", "nothing");
                assertThat(send(absent, row.body, bearer).body())
                        .isEqualTo(send(row, row.body, bearer).body());
            }
        }
    }

    @Test
    void theDirectoryShowsEachWhatTheyMayRead() {
        for (String tenant : TENANTS) {
            for (String kind : List.of("rooms", "namespaces")) {
                for (String grants : GRANTS.keySet()) {
                    JsonNode page = LiveServer.json(server.get(
                            "/v1/" + kind + "?limit=1000", "Authorization", "Bearer " + token(tenant, grants)));
                    List<String> seen = page.get("items").findValuesAsText("id");
                    boolean all = grants.endsWith("-all");
                    List<String> expected = all
                            ? List.of("here", mark(tenant))
                            : LEVEL.get(grants).covers(Level.READ) ? List.of("here") : List.of();
                    assertThat(seen).as("%s of '%s'", grants, tenant).isEqualTo(expected);
                }
            }
        }
    }

    // Over sockets.

    private static String ticket(String token) {
        HttpResponse<String> answer = server.send("POST", "/v1/tickets", "", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(201);
        return LiveServer.json(answer).path("ticket").asText();
    }

    private static AccessTalk talk(String tenant, String token, AccessTalk.Transport transport, String client)
            throws IOException {
        String shown = transport == AccessTalk.Transport.TICKET ? ticket(token) : token;
        return new AccessTalk(server.port(), transport, shown, client, frame -> leaksNothing(frame, tenant));
    }

    private static Stream<Class<?>> leaves(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? leaves(type) : Stream.of(type));
    }

    @Test
    void everyMessageHasItsRow() {
        assertThat(leaves(Inbound.class).collect(Collectors.toSet())).isEqualTo(MESSAGES.keySet());
    }

    private static String spelled(Class<?> message, String object, long version) {
        String to = "','object':'" + object + "'";
        if (message == Inbound.Join.class) {
            return "{'type':'JOIN" + to + "}";
        } else if (message == Inbound.Sync.class) {
            return "{'type':'SYNC_REQUEST" + to + ",'payload':{'since':0}}";
        } else if (message == Inbound.Presence.class) {
            return "{'type':'PRESENCE" + to + ",'payload':{'data':1}}";
        } else if (message == Inbound.Broadcast.class) {
            return "{'type':'BROADCAST" + to + ",'payload':{'data':1}}";
        } else if (message == Inbound.Leave.class) {
            return "{'type':'LEAVE" + to + "}";
        } else if (message == Inbound.Submit.class && object.startsWith("rooms")) {
            return "{'type':'OP" + to + ",'payload':{'op':[{'insert':'x'}]},'meta':{'version':" + version
                    + ",'seq':1}}";
        } else if (message == Inbound.Submit.class) {
            return "{'type':'STATE_PATCH" + to
                    + ",'payload':{'changes':[{'op':'set','key':'k','value':1}]},'meta':{'seq':1}}";
        }
        throw new AssertionError("nobody knows how to say " + message);
    }

    /** What a message is answered with that gets through. */
    private static final Map<Class<?>, String> ANSWERS = Map.of(
            Inbound.Sync.class, "SYNC",
            Inbound.Presence.class, "",
            Inbound.Submit.class, "ACK",
            Inbound.Broadcast.class, "",
            Inbound.Leave.class, "LEFT");

    /** In this order, so that the last one comes last. */
    private static final List<Class<?>> AFTER_JOIN = List.of(
            Inbound.Sync.class,
            Inbound.Presence.class,
            Inbound.Submit.class,
            Inbound.Broadcast.class,
            Inbound.Leave.class);

    @TestFactory
    Stream<DynamicTest> aMessageGetsThroughAsTheTableSays() {
        return TENANTS.stream()
                .flatMap(tenant -> Arrays.stream(AccessTalk.Transport.values())
                        .map(transport -> DynamicTest.dynamicTest(mark(tenant) + " by " + transport, () -> {
                            for (String grants : GRANTS.keySet()) {
                                for (String kind : List.of("rooms", "namespaces")) {
                                    talk(tenant, transport, grants, kind);
                                }
                            }
                        })));
    }

    private static void talk(String tenant, AccessTalk.Transport transport, String grants, String kind)
            throws IOException {
        String client = grants + "." + transport + "." + kind;
        try (AccessTalk talk = talk(tenant, token(tenant, grants), transport, client)) {
            assertThat(talk.answer()).isEqualTo("WELCOME");
            String object = kind + "/here";
            for (Class<?> message : AFTER_JOIN) {
                assertThat(talk.outcome(spelled(message, object, 0), false)).isEqualTo("ERRORNOT_JOINED");
            }
            boolean reads = MESSAGES.get(Inbound.Join.class).isMetBy(grants, tenant);
            talk.say(spelled(Inbound.Join.class, object, 0));
            JsonNode joined = talk.next();
            assertThat(joined.path("type").asText()).isEqualTo(reads ? "JOINED" : "ERROR");
            if (reads) {
                assertThat(joined.at("/payload/access").asText())
                        .isEqualTo(LEVEL.get(grants).label());
                assertThat(joined.toString()).contains(mark(tenant));
            } else {
                assertThat(joined.at("/payload/code").asText()).isEqualTo("FORBIDDEN");
            }
            long version = joined.at("/payload/version")
                    .asLong(joined.at("/meta/version").asLong());
            for (Class<?> message : AFTER_JOIN) {
                String expected = !reads
                        ? "ERRORNOT_JOINED"
                        : MESSAGES.get(message).isMetBy(grants, tenant) ? ANSWERS.get(message) : "ERRORFORBIDDEN";
                assertThat(talk.outcome(spelled(message, kind + "/elsewhere", version), false))
                        .as("who is in one object is not in another")
                        .isEqualTo("ERRORNOT_JOINED");
                assertThat(talk.outcome(spelled(message, object, version), expected.isEmpty()))
                        .as("%s of %s", message, grants)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void whoHasNoTokenIsShownOut() throws IOException {
        for (AccessTalk.Transport transport :
                List.of(AccessTalk.Transport.HEADER, AccessTalk.Transport.SUBPROTOCOL, AccessTalk.Transport.HELLO)) {
            for (String bad : List.of("x", "x.y.z", token("", "admin-all") + "x")) {
                try (AccessTalk talk = talk("nobody", bad, transport, "nobody")) {
                    assertThat(talk.answer()).isEqualTo("ERRORUNAUTHORIZED");
                    assertThat(talk.next().path("code").asInt()).isEqualTo(4401);
                }
            }
        }
        try (RawSocket socket = RawSocket.webSocket(server.port())) {
            socket.text(
                    "[{\"type\":\"HELLO\",\"payload\":{\"protocol\":1}},{\"type\":\"JOIN\",\"object\":\"rooms/here\"}]");
            assertThat(socket.readMessage().text()).contains("UNAUTHORIZED").doesNotContain("mark-of");
            assertThat(socket.readMessage().code()).isEqualTo(4401);
        }
    }
}
