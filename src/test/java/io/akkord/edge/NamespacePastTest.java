package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole server tells of namespaces that were, after restarts, deletions and purges too. */
class NamespacePastTest {
    private static final String NS = "/v1/namespaces/past";

    @TempDir
    Path folder;

    private final HttpContract contract = new HttpContract();
    private LiveServer server;

    @BeforeEach
    void start() {
        server = new LiveServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String more, String body, String... headers) {
        HttpResponse<String> answer = server.send(method, NS + more, body, headers);
        contract.verify(method, "/v1/namespaces/{id}" + more.replaceFirst("\\?.*", ""), answer);
        return answer;
    }

    private List<JsonNode> lines(String query) throws Exception {
        HttpResponse<String> answer = server.get(NS + "/history" + query, "Accept", "application/x-ndjson");
        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> commits = new ArrayList<>();
        for (String line : answer.body().split("\n")) {
            if (!line.isEmpty()) {
                commits.add(HttpContract.JSON.readTree(line));
            }
        }
        return commits;
    }

    /** Applies a commit to a model and checks that it says what stood there before. */
    private static void apply(Map<String, JsonNode> model, JsonNode commit) {
        for (JsonNode change : commit.get("changes")) {
            String key = change.get("key").asText();
            assertThat(change.get("previousValue"))
                    .describedAs(change.toString())
                    .isEqualTo(model.get(key));
            if (change.has("deleted")) {
                model.remove(key);
            } else {
                model.put(key, change.get("value"));
            }
        }
    }

    private JsonNode store(String query) {
        return LiveServer.json(send("GET", query, "")).get("store");
    }

    private static JsonNode asObject(Map<String, JsonNode> model) {
        ObjectNode object = HttpContract.JSON.createObjectNode();
        model.forEach(object::set);
        return object;
    }

    @Test
    void a_history_of_many_pages_tells_what_was_before_each_change_and_leads_to_every_state() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> writes = new ArrayList<>();
        int commits = 300;
        for (int i = 0; i < commits; i++) {
            String change = i % 10 == 9
                    ? "{\"op\":\"delete\",\"key\":\"k" + i % 7 + "\"}"
                    : "{\"op\":\"set\",\"key\":\"k" + i % 7 + "\",\"value\":\"" + i + "x".repeat(1500) + "\"}";
            writes.add(server.sendAsync("POST", NS + "/changes", "{\"changes\":[" + change + "]}"));
        }
        writes.forEach(write -> assertThat(write.join().statusCode()).isEqualTo(200));
        List<JsonNode> all = lines("");
        assertThat(all).hasSize(commits);
        Map<String, JsonNode> model = new TreeMap<>();
        for (JsonNode commit : all) {
            apply(model, commit);
            long version = commit.get("version").asLong();
            if (version % 60 == 1) {
                assertThat(store("?version=" + version)).isEqualTo(asObject(model));
            }
        }
        assertThat(store("")).isEqualTo(asObject(model));
        assertThat(lines("?from=150&to=290")).isEqualTo(all.subList(149, 290));
        assertThat(lines("?from=150&limit=2")).isEqualTo(all.subList(149, 151));
        JsonNode page = LiveServer.json(send("GET", "/history?from=299", ""));
        assertThat(page.get("commits")).containsExactlyElementsOf(all.subList(298, 300));

        server.close();
        server = new LiveServer(folder);
        assertThat(lines("?from=200")).isEqualTo(all.subList(199, 300));
        assertThat(store("")).isEqualTo(asObject(model));
        assertThat(server.get("/health/state-manager").statusCode()).isEqualTo(200);
    }

    @Test
    void a_deletion_and_a_purge_end_the_past() throws Exception {
        send("PUT", "", "{\"a\":1}");
        long before = System.currentTimeMillis() - 60_000;
        assertThat(send("DELETE", "", "").headers().firstValue("etag")).hasValue("\"2\"");
        assertThat(send("GET", "", "").statusCode()).isEqualTo(404);
        assertThat(server.get("/v1/namespaces").body()).doesNotContain("past");
        assertThat(store("?version=1").toString()).isEqualTo("{\"a\":1}");
        assertThat(send("GET", "?at=" + before, "").statusCode()).isEqualTo(404);
        assertThat(send("PUT", "", "{\"a\":2}").statusCode()).isEqualTo(201);
        assertThat(lines("").get(2).at("/changes/0").has("previousValue")).isFalse();
        HttpResponse<String> listed = server.get("/v1/namespaces?prefix=pa");
        contract.verify("GET", "/v1/namespaces", listed);
        assertThat(LiveServer.json(listed).at("/items/0/id").asText()).isEqualTo("past");
        assertThat(LiveServer.json(listed).at("/items/0/kind").asText()).isEqualTo("namespaces");
        assertThat(server.get("/v1/rooms").body()).doesNotContain("past");

        assertThat(send("DELETE", "?purge=true", "").headers().firstValue("etag"))
                .hasValue("\"4\"");
        assertThat(send("GET", "?version=3", "").statusCode()).isEqualTo(410);
        assertThat(send("GET", "/history", "").statusCode()).isEqualTo(410);
        assertThat(send("PUT", "", "{\"b\":1}").headers().firstValue("etag")).hasValue("\"5\"");
        assertThat(lines("")).hasSize(1);
        assertThat(lines("").get(0).at("/changes").toString()).isEqualTo("[{\"key\":\"b\",\"value\":1}]");
        server.close();
        server = new LiveServer(folder);
        assertThat(store("").toString()).isEqualTo("{\"b\":1}");
        assertThat(lines("?from=5").get(0).at("/changes").toString()).isEqualTo("[{\"key\":\"b\",\"value\":1}]");
    }

    @Test
    void megabytes_are_written_and_read_whole() {
        StringBuilder store = new StringBuilder("{");
        for (int i = 10; i < 18; i++) {
            store.append(i > 10 ? "," : "").append("\"k").append(i).append("\":\"");
            store.append(Character.toString('a' + i).repeat(1_000_000)).append('"');
        }
        store.append('}');
        assertThat(send("PUT", "", store.toString()).statusCode()).isEqualTo(201);
        String read = send("GET", "", "").body();
        assertThat(read).startsWith("{\"store\":" + store + ",\"mfes\":{},");
        assertThat(send("PUT", "", "{\"small\":1}").statusCode()).isEqualTo(200);
        assertThat(store("").toString()).isEqualTo("{\"small\":1}");
        assertThat(send("PUT", "", "{\"a\":\"" + "x".repeat(2_000_000) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_submission_may_be_sent_again_over_a_socket() throws Exception {
        String changes = "[{\"op\":\"set\",\"key\":\"a\",\"value\":1.0}]";
        HttpResponse<String> first = send(
                "POST",
                "/changes",
                "{\"seq\":1,\"client\":\"ann\",\"strategy\":\"merge\",\"changes\":" + changes
                        + ",\"version\":0,\"source\":\"cart\"}");
        assertThat(first.statusCode()).isEqualTo(200);
        try (RawSocket socket = RawSocket.webSocket(server.port())) {
            socket.text("{\"type\":\"HELLO\",\"payload\":{\"client\":\"ann\",\"protocol\":1}}");
            await(socket, "WELCOME");
            socket.text("{\"type\":\"JOIN\",\"object\":\"namespaces/past\",\"payload\":{}}");
            assertThat(await(socket, "JOINED").at("/payload/seq").asLong()).isEqualTo(1);
            socket.text(
                    "{\"type\":\"STATE_PATCH\",\"object\":\"namespaces/past\",\"payload\":{\"source\":\"cart\",\"changes\":"
                            + changes + "},\"meta\":{\"version\":0,\"seq\":1,\"strategy\":\"merge\"}}");
            JsonNode ack = await(socket, "ACK");
            assertThat(ack.at("/payload/duplicate").asBoolean()).isTrue();
            assertThat(ack.at("/meta/version").asLong()).isEqualTo(1);
        }
    }

    @Test
    void a_conflict_tells_the_version_on_which_it_can_be_resolved() {
        send("PUT", "", "{\"a\":1}");
        send("PUT", "", "{\"a\":2}");
        String mine = "{\"changes\":[{\"op\":\"set\",\"key\":\"a\",\"value\":3}],\"strategy\":\"reject\",\"version\":";
        HttpResponse<String> refused = send("POST", "/changes", mine + "1}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(LiveServer.json(refused).at("/conflicts/0/remote").asLong()).isEqualTo(2);
        long version = LiveServer.json(refused).get("version").asLong();
        assertThat(version).isEqualTo(2);
        assertThat(send("POST", "/changes", mine + version + "}").statusCode()).isEqualTo(200);
        assertThat(store("").toString()).isEqualTo("{\"a\":3}");
    }

    private static JsonNode await(RawSocket socket, String type) throws Exception {
        while (true) {
            JsonNode read = HttpContract.JSON.readTree(socket.readMessage().text());
            for (JsonNode message :
                    read.isArray() ? read : HttpContract.JSON.createArrayNode().add(read)) {
                if (message.get("type").asText().equals(type)) {
                    return message;
                }
            }
        }
    }
}
