package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Peer;
import io.akkord.system.client.Scope;
import io.akkord.system.namespace.NamespaceApi;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input to a namespace gets one clear error and changes nothing, however much good input comes with it. */
class NamespaceBadInputIT {
    private static final String NAME = "besieged";
    private static final String GOOD =
            "{\"op\":\"set\",\"key\":\"good\",\"value\":1},{\"op\":\"delete\",\"key\":\"old\"},{\"op\":\"unregister\",\"mfe\":\"shop\"}";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static NamespaceApi api;
    private static NamespacePlay witnesses;
    private static NamespaceLog.View before;
    private static int peers;

    @BeforeAll
    static void start() throws Exception {
        server = new ServerProcess(folder).start();
        api = new NamespaceApi(server.http(), NAME);
        assertThat(api.change("[{\"op\":\"set\",\"key\":\"old\",\"value\":true},"
                                + "{\"op\":\"set\",\"key\":\"shop:a\",\"value\":1},"
                                + "{\"op\":\"register\",\"mfe\":{\"id\":\"shop\"}},"
                                + "{\"op\":\"set\",\"key\":\"list\",\"value\":{\"n\":1,\"items\":[1,2,3]}}]")
                        .statusCode())
                .isEqualTo(200);
        before = api.view().orElseThrow();
        witnesses = new NamespacePlay(server.port(), NAME);
        witnesses.client("whole", 1, Scope.ALL).connect();
        witnesses.client("part", 2, Scope.of(Set.of("good"), "*")).connect();
        witnesses.awaitJoined();
    }

    @AfterEach
    void nobody_noticed() throws Exception {
        witnesses.settle(Duration.ofSeconds(60));
        witnesses.check();
        assertThat(witnesses.clients()).allSatisfy(c -> assertThat(c.closes()).isEmpty());
    }

    @AfterAll
    static void stop() {
        witnesses.close();
        server.close();
    }

    @Test
    void a_submission_with_one_bad_change_changes_nothing() throws Exception {
        NamespaceLog.View now = api.view().orElseThrow();
        for (BadChange bad : BadChange.all()) {
            try (Peer peer = joined()) {
                peer.send(patch(GOOD + "," + bad.json() + ",{\"op\":\"clear\"}"));
                refused(peer, bad.name(), bad.code());
                // The same seq is still to be had.
                peer.send(patch(bad.json()));
                refused(peer, bad.name(), bad.code());
            }
            assertThat(api.view()).as(bad.name()).contains(now);
        }
        assertThat(now.store().keys()).containsKey("old").doesNotContainKey("good");
    }

    @Test
    void a_bad_submission_over_http_changes_nothing() throws Exception {
        NamespaceLog.View now = api.view().orElseThrow();
        for (BadChange bad : BadChange.all()) {
            HttpResponse<String> answer = api.change("[" + GOOD + "," + bad.json() + "]");
            assertThat(answer.statusCode()).as(bad + " " + answer.body()).isIn(400, 422);
            assertThat(Json.read(answer.body()).path("code").asText())
                    .as(bad.name())
                    .isIn("INVALID_OP", "BAD_MESSAGE");
            tellsNothing(answer.body());
            assertThat(api.view()).as(bad.name()).contains(now);
        }
    }

    @Test
    void messages_that_no_namespace_understands_are_refused() throws Exception {
        String object = "\"object\":\"namespaces/" + NAME + "\"";
        String changes = "\"payload\":{\"changes\":[{\"op\":\"clear\"}]}";
        refuses(
                "{\"type\":\"OP\"," + object + ",\"payload\":{\"op\":[]},\"meta\":{\"version\":0,\"seq\":1}}",
                "INVALID_OP");
        refuses("{\"type\":\"STATE_PATCH\"," + object + "," + changes + "}", "BAD_MESSAGE");
        refuses("{\"type\":\"STATE_PATCH\"," + object + "," + changes + ",\"meta\":{\"version\":1}}", "BAD_MESSAGE");
        refuses("{\"type\":\"STATE_PATCH\"," + object + ",\"payload\":{},\"meta\":{\"seq\":1}}", "BAD_MESSAGE");
        refuses(
                "{\"type\":\"STATE_PATCH\"," + object + "," + changes
                        + ",\"meta\":{\"seq\":1,\"strategy\":\"perhaps\"}}",
                "BAD_MESSAGE");
        refuses(
                "{\"type\":\"STATE_PATCH\"," + object + "," + changes
                        + ",\"meta\":{\"seq\":1,\"strategy\":\"reject\"}}",
                "BAD_MESSAGE");
        refuses("{\"type\":\"STATE_PATCH\"," + object + "," + changes + ",\"meta\":{\"seq\":2}}", "OUT_OF_ORDER");
        refuses(
                "{\"type\":\"STATE_PATCH\"," + object + "," + changes + ",\"meta\":{\"seq\":1,\"version\":1000000}}",
                "BAD_BASE");
        refuses(
                "{\"type\":\"CONFLICT_RESOLUTION\"," + object + "," + changes + ",\"meta\":{\"seq\":1}}",
                "BAD_MESSAGE");
        refuses("{\"type\":\"JOIN\"," + object + ",\"payload\":{\"keys\":[\"\"]}}", "BAD_MESSAGE");
        refuses("{\"type\":\"JOIN\"," + object + ",\"payload\":{\"keys\":\"cart\"}}", "BAD_MESSAGE");
        refuses("{\"type\":\"JOIN\"," + object + ",\"payload\":{\"patterns\":[7]}}", "BAD_MESSAGE");
        refuses(
                "{\"type\":\"JOIN\"," + object + ",\"payload\":{\"patterns\":[\"" + "*".repeat(257) + "\"]}}",
                "BAD_MESSAGE");
        refuses("{\"type\":\"JOIN\"," + object + ",\"payload\":{\"events\":\"all\"}}", "BAD_MESSAGE");
        refuses(
                "{\"type\":\"JOIN\"," + object + ",\"payload\":{\"keys\":[" + "\"k\",".repeat(2000) + "\"k\"]}}",
                "TOO_LARGE");
    }

    @Test
    void names_that_mean_something_to_javascript_are_names_like_others() throws Exception {
        NamespaceApi other = new NamespaceApi(server.http(), "javascript");
        List<String> names = List.of("__proto__", "constructor", "prototype", "toString", "hasOwnProperty");
        for (String name : names) {
            String value = "{\"__proto__\":{\"polluted\":true},\"constructor\":{\"prototype\":{}}}";
            assertThat(other.put(name, value).statusCode()).isEqualTo(201);
            assertThat(other.change("[{\"op\":\"patch\",\"key\":\"" + name
                                    + "\",\"patch\":[{\"op\":\"add\",\"path\":\"/__proto__/" + name
                                    + "\",\"value\":1}]},"
                                    + "{\"op\":\"merge\",\"key\":\"" + name
                                    + "\",\"value\":{\"constructor\":{\"x\":2}}}]")
                            .statusCode())
                    .isEqualTo(200);
        }
        JsonNode store =
                Json.read(server.http().get("/v1/namespaces/javascript").body()).path("store");
        assertThat(store.size()).isEqualTo(names.size());
        for (String name : names) {
            JsonNode value = store.path(name);
            assertThat(value.path("__proto__").path(name).asInt()).isEqualTo(1);
            assertThat(value.path("__proto__").path("polluted").asBoolean()).isTrue();
            assertThat(value.path("constructor").path("x").asInt()).isEqualTo(2);
            assertThat(value.size()).isEqualTo(2);
        }
    }

    @Test
    void the_longest_keys_are_keys_wherever_they_stand() throws Exception {
        NamespaceApi other = new NamespaceApi(server.http(), "long-names");
        for (String letter : List.of("k", "\u00fc", "\u20ac", "\ud83d\ude00")) {
            String key = letter.repeat(256 / letter.length());
            assertThat(other.put(key, "1").statusCode()).as(letter).isEqualTo(201);
            assertThat(other.version(key)).as(letter).isPositive();
            assertThat(other.change("[{\"op\":\"set\",\"key\":\"" + key + "\",\"value\":2},"
                                    + "{\"op\":\"restore\",\"mode\":\"merge\",\"snapshot\":{\"" + key + "\":3}}]")
                            .statusCode())
                    .as(letter)
                    .isEqualTo(200);
            assertThat(other.view().orElseThrow().store().keys().get(key).asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void a_value_over_the_limit_is_too_large() throws Exception {
        String value = "\"" + "x".repeat(1 << 20) + "\"";
        HttpResponse<String> answer = api.put("large", value);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Json.read(answer.body()).path("code").asText()).isEqualTo("TOO_LARGE");
        // Two that fit into messages and not into one value.
        String half = "\"" + "x".repeat(600_000) + "\"";
        try (Peer peer = joined()) {
            peer.send(patch("{\"op\":\"merge\",\"key\":\"large\",\"value\":{\"a\":" + half + "}}"));
            peer.expect("ACK");
            peer.send(patch("{\"op\":\"merge\",\"key\":\"large\",\"value\":{\"b\":" + half + "}}")
                    .replace("\"version\":" + before.version() + ",\"seq\":1", "\"seq\":2"));
            refused(peer, "a value that grew too large", "TOO_LARGE");
        }
        assertThat(api.change("[{\"op\":\"delete\",\"key\":\"large\"}]").statusCode())
                .isEqualTo(200);
    }

    private static void refuses(String message, String code) throws IOException {
        NamespaceLog.View now = api.view().orElseThrow();
        try (Peer peer = joined()) {
            peer.send(message);
            refused(peer, message.substring(0, Math.min(200, message.length())), code);
        }
        assertThat(api.view()).contains(now);
    }

    private static void refused(Peer peer, String name, String code) throws IOException {
        JsonNode error =
                peer.expect("ERROR to " + name, m -> m.path("type").asText().equals("ERROR"));
        assertThat(error.path("payload").path("code").asText())
                .as(name + ": " + error)
                .isIn((Object[]) code.split("\\|"));
        assertThat(error.path("payload").path("message").asText()).as(name).isNotBlank();
        peer.send("{\"type\":\"PING\",\"payload\":{\"still\":\"here\"}}");
        peer.expect("PONG");
        tellsNothing(peer.received());
    }

    private static String patch(String changes) {
        return "{\"type\":\"STATE_PATCH\",\"object\":\"namespaces/" + NAME + "\",\"payload\":{\"changes\":[" + changes
                + "]},\"meta\":{\"version\":" + before.version() + ",\"seq\":1}}";
    }

    private static Peer joined() throws IOException {
        Peer peer = Peer.connect(server.port()).hello("bad-" + ++peers);
        peer.send(Json.message("JOIN", "namespaces/" + NAME).toString());
        peer.expect("JOINED");
        return peer;
    }

    private static void tellsNothing(String text) {
        assertThat(text).doesNotContain("Exception", "at io.", "akka.", "java.", "jackson", "[Source");
    }
}
