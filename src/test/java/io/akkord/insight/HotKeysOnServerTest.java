package io.akkord.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says is hot, large and counted, and what a restart leaves of it. */
class HotKeysOnServerTest {
    @TempDir
    Path folder;

    private static void writeSkewed(LiveServer server) {
        Random random = new Random(3);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean hot = i % 4 != 0;
            String space = hot ? "warm" : "cold-" + random.nextInt(20);
            String key = hot && i % 2 == 0 ? "cart:items" : "key-" + random.nextInt(100);
            answers.add(server.sendAsync("PUT", "/v1/namespaces/" + space + "/keys/" + key, "" + i));
            if (answers.size() == 20) {
                answers.forEach(CompletableFuture::join);
                answers.clear();
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    @Test
    void the_hot_ones_come_first_with_what_was_counted() {
        try (LiveServer server = new LiveServer(folder)) {
            assertThat(LiveServer.json(server.get("/v1/admin/hot-keys")).get("objects"))
                    .isEmpty();
            writeSkewed(server);
            for (int i = 0; i < 30; i++) {
                server.get("/v1/namespaces/warm/keys/cart:items");
            }
            server.send("PUT", "/v1/rooms/minutes", "{\"content\":\"" + "x".repeat(200_000) + "\"}");
            JsonNode hot = LiveServer.json(server.get("/v1/admin/hot-keys?limit=3"));
            assertThat(hot.get("windowSeconds").asLong()).isBetween(1L, 300L);
            assertThat(hot.get("objects")).hasSize(3);
            assertThat(hot.at("/objects/0/object").asText()).isEqualTo("namespaces/warm");
            assertThat(hot.at("/objects/0/writes").asLong()).isEqualTo(300);
            assertThat(hot.at("/keys/0/object").asText()).isEqualTo("namespaces/warm");
            assertThat(hot.at("/keys/0/key").asText()).isEqualTo("cart:items");
            assertThat(hot.at("/keys/0/writes").asLong()).isEqualTo(100);
            assertThat(hot.at("/keys/0/reads").asLong()).isEqualTo(30);
            assertThat(hot.at("/objects/0").has("tenant")).isFalse();

            JsonNode report = LiveServer.json(server.get("/v1/admin/report"));
            assertThat(report.at("/large/0/object").asText()).isEqualTo("rooms/minutes");
            assertThat(report.at("/large/0/size").asLong()).isEqualTo(200_000);
            assertThat(report.get("recommendations"))
                    .noneMatch(sentence -> sentence.asText().contains("xxx"));
        }
    }

    @Test
    void a_restart_begins_at_zero_and_counts_the_recovery() {
        try (LiveServer server = new LiveServer(folder)) {
            server.send("PUT", "/v1/rooms/notes", "{\"content\":\"abc\"}");
            assertThat(Scrape.of(server).sum("akkord_commits_total", "kind", "rooms"))
                    .isEqualTo(1);
        }
        try (LiveServer server = new LiveServer(folder)) {
            Scrape begin = Scrape.of(server);
            assertThat(begin.sum("akkord_commits_total")).isZero();
            assertThat(begin.sum("akkord_submissions_total")).isZero();
            assertThat(begin.sum("akkord_ack_latency_seconds_count")).isZero();
            assertThat(LiveServer.json(server.get("/v1/admin/hot-keys")).get("objects"))
                    .isEmpty();
            double recovered = begin.sum("akkord_recovery_seconds_count", "kind", "rooms");
            assertThat(server.get("/v1/rooms/notes").statusCode()).isEqualTo(200);
            assertThat(Scrape.of(server).sum("akkord_recovery_seconds_count", "kind", "rooms"))
                    .isEqualTo(recovered + 1);
        }
    }
}
