package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers of the same keys at once, each on the condition that the key is as it had seen it. */
class NamespaceRacesTest {
    private static final int WRITERS = 8;
    private static final int TURNS = 10;
    private static final String KEY = "/v1/namespaces/raced/keys/key";

    @TempDir
    static Path folder;

    private static final HttpContract CONTRACT = new HttpContract();
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = new LiveServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("etag").orElseThrow();
    }

    private static HttpResponse<String> onlyWinner(
            String method, IntFunction<CompletableFuture<HttpResponse<String>>> request) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            answers.add(request.apply(writer));
        }
        List<HttpResponse<String>> won = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.join();
            CONTRACT.verify(method, "/v1/namespaces/{id}/keys/{key}", response);
            if (response.statusCode() < 300) {
                won.add(response);
            } else {
                assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(412);
            }
        }
        assertThat(won).hasSize(1);
        return won.get(0);
    }

    @Test
    void one_of_many_creates_a_key_one_changes_it_and_one_deletes_it() {
        String key = "/v1/namespaces/lives/keys/born";
        for (int life = 0; life < 10; life++) {
            HttpResponse<String> created = onlyWinner(
                    "PUT", writer -> server.sendAsync("PUT", key, Integer.toString(writer), "If-None-Match", "*"));
            assertThat(created.statusCode()).isEqualTo(201);
            HttpResponse<String> changed = onlyWinner(
                    "PUT", writer -> server.sendAsync("PUT", key, Integer.toString(-writer), "If-Match", tag(created)));
            assertThat(changed.statusCode()).isEqualTo(200);
            onlyWinner("DELETE", writer -> server.sendAsync("DELETE", key, "", "If-Match", tag(changed)));
            assertThat(server.get(key).statusCode()).isEqualTo(404);
        }
    }

    /** Each value is written once and says which one it replaces. */
    @Test
    void the_values_of_a_key_are_one_chain() {
        server.send("PUT", KEY, "\"begin\"");
        Map<String, String> replaced = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int me = writer;
            writers.add(CompletableFuture.runAsync(() -> {
                for (int turn = 0; turn < TURNS; ) {
                    server.send("PUT", "/v1/namespaces/raced/keys/noise-" + me, Integer.toString(turn));
                    HttpResponse<String> seen = server.get(KEY);
                    String value = "\"" + me + "." + turn + "\"";
                    int status = server.send("PUT", KEY, value, "If-Match", tag(seen))
                            .statusCode();
                    if (status == 200) {
                        replaced.put(value, seen.body());
                        turn++;
                    } else {
                        assertThat(status).isEqualTo(412);
                    }
                }
            }));
        }
        writers.forEach(CompletableFuture::join);
        assertThat(replaced).hasSize(WRITERS * TURNS);
        assertThat(replaced.values()).doesNotHaveDuplicates();

        Map<String, String> told = new HashMap<>();
        JsonNode page;
        long from = 1;
        do {
            page = LiveServer.json(server.get("/v1/namespaces/raced/history?limit=1000&from=" + from));
            for (JsonNode commit : page.get("commits")) {
                JsonNode change = commit.at("/changes/0");
                if (change.get("key").asText().equals("key") && change.has("previousValue")) {
                    told.put(
                            change.get("value").toString(),
                            change.get("previousValue").toString());
                }
            }
            from = page.path("next").asLong(0);
        } while (from > 0);
        assertThat(told).isEqualTo(replaced);
    }

    @Test
    void patches_of_many_are_all_applied() {
        server.send("PUT", "/v1/namespaces/raced/keys/log", "[]");
        List<CompletableFuture<HttpResponse<String>>> patches = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            patches.add(server.sendAsync(
                    "POST",
                    "/v1/namespaces/raced/changes",
                    "{\"changes\":[{\"op\":\"patch\",\"key\":\"log\",\"patch\":[{\"op\":\"add\",\"path\":\"/-\",\"value\":"
                            + i + "}]}]}"));
        }
        patches.forEach(patch -> assertThat(patch.join().statusCode()).isEqualTo(200));
        List<Integer> logged = new ArrayList<>();
        LiveServer.json(server.get("/v1/namespaces/raced/keys/log")).forEach(item -> logged.add(item.asInt()));
        assertThat(logged).hasSize(50).doesNotHaveDuplicates();
    }
}
