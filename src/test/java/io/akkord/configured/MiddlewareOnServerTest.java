package io.akkord.configured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Middleware of all sorts in front of the namespaces of a server, as its clients see it. */
class MiddlewareOnServerTest {
    @TempDir
    static Path folder;

    private static LiveServer server;
    private static LogText log;

    @BeforeAll
    static void start() throws Exception {
        Path schema = Files.writeString(folder.resolve("list.json"), "{\"type\":\"array\",\"maxItems\":5}");
        String links = "io.akkord.configured.TestMiddleware$";
        log = new LogText();
        server = new LiveServer(
                folder.resolve("data"),
                "akkord.namespaces.rules = [",
                "{ namespaces = \"slow*\", middleware = [\"" + links + "Slow\"] }",
                "{ namespaces = \"moody*\", middleware = [{ use = \"" + links + "Moody\", within = 2 s }] }",
                "{ namespaces = \"granting*\", middleware = [\"" + links + "Granting\"] }",
                "{ namespaces = \"first*\", middleware = [\"" + links + "First\"] }",
                "{ namespaces = \"door*\", middleware = [\"" + links + "Door\"] }",
                "{ namespaces = \"list*\", write = ${write}, batch = 50 ms, middleware = [\"" + links
                        + "Slow\", { use = json-schema, options { schemas = [{ keys = \"list*\", file = \"" + schema
                        + "\" }] } }] }",
                "]",
                "write = batched");
    }

    @AfterAll
    static void stop() {
        server.close();
        log.close();
    }

    private static String set(String key, String value) {
        return "{\"op\":\"set\",\"key\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static String append(String key, int item) {
        return "{\"op\":\"patch\",\"key\":\"" + key + "\",\"patch\":[{\"op\":\"add\",\"path\":\"/-\",\"value\":" + item
                + "}]}";
    }

    private static CompletableFuture<HttpResponse<String>> post(String namespace, String change) {
        return server.sendAsync("POST", "/v1/namespaces/" + namespace + "/changes", "{\"changes\":[" + change + "]}");
    }

    @Test
    void commits_keep_the_order_of_arrival_however_long_an_answer_takes() throws Exception {
        try (Visitor ann = new Visitor(server.port(), "ann", "slow");
                Visitor bob = new Visitor(server.port(), "bob", "slow")) {
            bob.join("{}");
            bob.await("JOINED");
            ann.join("{}");
            ann.await("JOINED");
            for (int i = 1; i <= 40; i++) {
                ann.submit(i, "[" + set("n", "" + i) + "]");
            }
            List<Integer> told = new ArrayList<>();
            while (told.size() < 40) {
                bob.await("STATE_PATCH")
                        .at("/payload/commits")
                        .forEach(
                                commit -> told.add(commit.at("/changes/0/value").asInt()));
            }
            assertThat(told).isSorted().hasSize(40);
            for (int i = 1; i <= 40; i++) {
                assertThat(ann.await("ACK", "ERROR").at("/meta/seq").asInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void one_that_throws_fails_hangs_or_says_nothing_or_too_much_is_one_clear_error_and_nobody_else_notices()
            throws Exception {
        String mark = "vAlUe-NoT-fOr-LoGs";
        List<String> moods = List.of("throw", "fail", "hang", "null", "nothing", "twice");
        try (Visitor ann = new Visitor(server.port(), "ann", "moody");
                Visitor bob = new Visitor(server.port(), "bob", "moody")) {
            ann.join("{}");
            ann.await("JOINED");
            bob.join("{}");
            bob.await("JOINED");
            for (int i = 0; i < moods.size(); i++) {
                ann.submit(1, "[" + set(moods.get(i), "\"" + mark + "\"") + "]");
                bob.submit(i + 1, "[" + set("fine", "" + i) + "]");
                JsonNode error = ann.await("ERROR", "ACK");
                assertThat(error.at("/payload/code").asText()).as(moods.get(i)).isEqualTo("UNAVAILABLE");
                assertThat(error.at("/payload/message").asText())
                        .contains("Moody")
                        .doesNotContain("stumbled");
                assertThat(error.at("/meta/seq").asInt()).isEqualTo(1);
                assertThat(bob.await("ACK", "ERROR").at("/meta/version").asInt())
                        .isEqualTo(i + 1);
            }
            ann.submit(1, "[" + set("fine", "7") + "]");
            assertThat(ann.await("ACK", "ERROR").at("/meta/version").asInt()).isEqualTo(moods.size() + 1);
        }
        HttpResponse<String> response =
                post("moody", set("throw", "\"" + mark + "\"")).join();
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(LiveServer.json(response).get("code").asText()).isEqualTo("UNAVAILABLE");
        assertThat(log.text()).contains("Moody").doesNotContain(mark);
    }

    @Test
    void a_value_that_misses_its_schema_is_refused_to_whoever_sends_it() throws Exception {
        HttpResponse<String> response = server.send("PUT", "/v1/namespaces/list-1/keys/list", "\"sEcReT\"");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(LiveServer.json(response).get("code").asText()).isEqualTo("INVALID_OP");
        assertThat(response.body()).doesNotContain("sEcReT");
        try (Visitor ann = new Visitor(server.port(), "ann", "list-1")) {
            ann.join("{}");
            assertThat(ann.await("JOINED").at("/payload/version").asLong()).isZero();
            ann.submit(1, "[" + set("list", "{}") + "]");
            assertThat(ann.await("ERROR").at("/payload/code").asText()).isEqualTo("INVALID_OP");
            ann.submit(1, "[" + set("list", "[]") + "]");
            assertThat(ann.await("ACK").at("/meta/version").asLong()).isEqualTo(1);
        }
    }

    @Test
    void of_patches_that_race_only_those_pass_whose_outcome_fits_the_schema() {
        for (int round = 0; round < 3; round++) {
            String namespace = "list-race-" + round;
            post(namespace, set("list", "[]")).join();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(post(namespace, append("list", i)));
                answers.add(post(namespace, set("noise-" + i, "1")));
            }
            List<Integer> codes =
                    answers.stream().map(a -> a.join().statusCode()).toList();
            assertThat(codes).containsOnly(200, 422);
            assertThat(codes.stream().filter(code -> code == 200)).hasSize(25);
            assertThat(LiveServer.json(server.get("/v1/namespaces/" + namespace + "/keys/list")))
                    .hasSize(5);
        }
    }

    private static HttpResponse<String> replace(long base, String path) {
        return server.send(
                "POST",
                "/v1/namespaces/first/changes",
                "{\"strategy\":\"merge\",\"version\":" + base
                        + ",\"changes\":[{\"op\":\"patch\",\"key\":\"list\",\"patch\":[{\"op\":\"replace\",\"path\":\""
                        + path
                        + "\",\"value\":0}]}]}");
    }

    @Test
    void a_patch_on_an_older_list_is_judged_by_where_it_will_be_applied() {
        post("first", set("list", "[1,2,3]")).join();
        post("first", "{\"op\":\"patch\",\"key\":\"list\",\"patch\":[{\"op\":\"remove\",\"path\":\"/0\"}]}")
                .join();
        assertThat(replace(1, "/1").statusCode()).isEqualTo(403);
        assertThat(replace(1, "/0").statusCode()).isEqualTo(409);
        post("first", "{\"op\":\"patch\",\"key\":\"list\",\"patch\":[{\"op\":\"add\",\"path\":\"/0\",\"value\":9}]}")
                .join();
        assertThat(replace(3, "/0").statusCode()).isEqualTo(403);
        assertThat(replace(2, "/0").statusCode()).isEqualTo(200);
        assertThat(LiveServer.json(server.get("/v1/namespaces/first/keys/list")).toString())
                .isEqualTo("[9,0,3]");
    }

    private static int wish(long base) {
        return server.send(
                        "POST",
                        "/v1/namespaces/granting-none/changes",
                        "{\"strategy\":\"reject\",\"version\":" + base + ",\"changes\":[" + set("wish", "1")
                                + ",{\"op\":\"merge\",\"key\":\"other\",\"value\":{}}]}")
                .statusCode();
    }

    @Test
    void what_stands_in_the_place_of_a_change_meets_the_conflicts_of_its_base() {
        post("granting-none", set("else", "1")).join();
        post("granting-none", set("granted", "1")).join();
        assertThat(wish(1)).isEqualTo(409);
        assertThat(wish(2)).isEqualTo(200);
        post("granting-none", set("else", "2")).join();
        assertThat(wish(3)).isEqualTo(200);
    }

    @Test
    void what_middleware_changed_stands_in_the_ack_and_before_everybody_else() throws Exception {
        try (Visitor ann = new Visitor(server.port(), "ann", "granting");
                Visitor bob = new Visitor(server.port(), "bob", "granting")) {
            bob.join("{}");
            bob.await("JOINED");
            ann.join("{}");
            ann.await("JOINED");
            ann.submit(1, "[" + set("wish", "\"all\"") + "]");
            String granted = "[{\"key\":\"granted\",\"value\":\"half of it\"}]";
            assertThat(ann.await("ACK").at("/payload/changes").toString()).isEqualTo(granted);
            assertThat(bob.await("STATE_PATCH").at("/payload/commits/0/changes").toString())
                    .isEqualTo(granted);
            ann.submit(2, "[" + set("plain", "1") + "]");
            assertThat(ann.await("ACK").at("/payload").has("changes")).isFalse();
        }
    }

    @Test
    void a_resend_of_what_is_committed_gets_its_answer_although_the_link_refuses_now() throws Exception {
        String change = "[" + set("a", "1") + "]";
        TestMiddleware.CLOSED.set(false);
        try (Visitor ann = new Visitor(server.port(), "ann", "door")) {
            ann.join("{}");
            ann.await("JOINED");
            ann.submit(1, change);
            assertThat(ann.await("ACK").at("/payload").has("duplicate")).isFalse();
        }
        TestMiddleware.CLOSED.set(true);
        try (Visitor ann = new Visitor(server.port(), "ann", "door")) {
            ann.join("{\"since\":0}");
            ann.await("JOINED");
            ann.submit(1, change);
            JsonNode ack = ann.await("ACK", "ERROR");
            assertThat(ack.at("/payload/duplicate").asBoolean()).isTrue();
            assertThat(ack.at("/meta/version").asLong()).isEqualTo(1);
            ann.submit(2, change);
            JsonNode error = ann.await("ACK", "ERROR");
            assertThat(error.at("/payload/code").asText()).isEqualTo("FORBIDDEN");
            assertThat(error.at("/payload/message").asText()).isEqualTo("Closed today.");
        }
    }
}
