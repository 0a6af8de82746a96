package io.akkord.configured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where submissions are collected into one write, each is still one of its own, and acknowledged when it is stored. */
class BatchedWritesTest {
    private static final int WRITERS = 40;
    private static final String NS = "/v1/namespaces/sensors";

    @TempDir
    Path folder;

    private LiveServer server() {
        return new LiveServer(
                folder, "akkord.namespaces.rules = [{ namespaces = \"sensor*\", write = batched, batch = 800 ms }]");
    }

    private static List<CompletableFuture<HttpResponse<String>>> write(LiveServer server) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            answers.add(server.sendAsync(
                    "POST",
                    NS + "/changes",
                    "{\"client\":\"w" + i + "\",\"seq\":1,\"changes\":[{\"op\":\"set\",\"key\":\"k" + i
                            + "\",\"value\":" + i + "}]}"));
        }
        return answers;
    }

    @Test
    void many_writers_get_a_version_each_and_readers_every_commit_in_order() throws Exception {
        try (LiveServer server = server();
                Visitor ann = new Visitor(server.port(), "ann", "sensors")) {
            ann.join("{}");
            ann.await("JOINED");
            Set<Long> versions = new HashSet<>();
            for (CompletableFuture<HttpResponse<String>> answer : write(server)) {
                assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
                versions.add(LiveServer.json(answer.join()).get("version").asLong());
            }
            assertThat(versions).hasSize(WRITERS).allMatch(version -> version >= 1 && version <= WRITERS);
            List<Long> told = new ArrayList<>();
            while (told.size() < WRITERS) {
                JsonNode patch = ann.await("STATE_PATCH");
                assertThat(patch.at("/meta/after").asLong()).isEqualTo(told.size());
                patch.at("/payload/commits")
                        .forEach(commit -> told.add(commit.get("version").asLong()));
            }
            assertThat(told).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void who_reads_or_joins_meanwhile_sees_all_that_came_before() throws Exception {
        try (LiveServer server = server();
                Visitor ann = new Visitor(server.port(), "ann", "sensors")) {
            ann.join("{}");
            ann.await("JOINED");
            for (int i = 1; i <= 5; i++) {
                ann.submit(i, "[{\"op\":\"set\",\"key\":\"n\",\"value\":" + i + "}]");
                if (i % 2 == 0) {
                    try (Visitor later = new Visitor(server.port(), "ann" + i, "sensors")) {
                        later.join("{}");
                        JsonNode joined = later.await("JOINED").get("payload");
                        assertThat(joined.at("/snapshot/store/n").asLong())
                                .isEqualTo(joined.get("version").asLong());
                    }
                } else {
                    JsonNode read = LiveServer.json(server.get(NS));
                    assertThat(read.at("/store/n").asLong())
                            .isEqualTo(read.at("/meta/version").asLong());
                }
                JsonNode ack = ann.await("ACK");
                assertThat(ack.at("/meta/seq").asInt()).isEqualTo(i);
                assertThat(server.get(NS + "/keys/n").body()).isEqualTo("" + i);
            }
        }
    }

    @Test
    void a_stop_writes_what_is_collected_or_says_that_it_did_not() {
        List<CompletableFuture<HttpResponse<String>>> answers;
        try (LiveServer server = server()) {
            assertThat(server.send("PUT", NS, "{\"first\":true}").statusCode()).isEqualTo(201);
            answers = write(server);
        }
        try (LiveServer server = server()) {
            JsonNode store = LiveServer.json(server.get(NS)).get("store");
            for (int i = 0; i < WRITERS; i++) {
                boolean acknowledged = answers.get(i)
                        .handle((response, failure) -> failure == null && response.statusCode() == 200)
                        .join();
                if (acknowledged) {
                    assertThat(store.path("k" + i).asInt(-1)).isEqualTo(i);
                }
            }
            for (CompletableFuture<HttpResponse<String>> again : write(server)) {
                assertThat(again.join().statusCode()).isEqualTo(200);
            }
            assertThat(LiveServer.json(server.get(NS)).get("store")).hasSize(WRITERS + 1);
            assertThat(LiveServer.json(server.get(NS)).at("/meta/version").asInt())
                    .isEqualTo(WRITERS + 1);
        }
    }
}
