package io.akkord.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of transient keys live as long as the memory of their namespace, and stand in no file. */
class TransientKeysTest {
    private static final String MARK = "fLeEtInG-aS-tHiS";
    private static final String NS = "/v1/namespaces/desk";

    @TempDir
    Path folder;

    private static LiveServer server(Path data) {
        return server(data, "60 s");
    }

    private static LiveServer server(Path data, String passivateAfter) {
        return new LiveServer(
                data,
                "akkord.storage { snapshot-every = 3, waypoint-every = 3 }",
                "akkord.object { hibernate-after = 200 ms, passivate-after = " + passivateAfter
                        + ", passivate-unstored = " + passivateAfter + " }",
                "akkord.namespaces.rules = [{ namespaces = \"*\", transient = [\"tmp:*\"] }]");
    }

    private static JsonNode commits(LiveServer server) {
        return LiveServer.json(server.get(NS + "/history?limit=1000")).get("commits");
    }

    private static boolean has(LiveServer server, String key) {
        return server.get(NS + "/keys/" + key).statusCode() == 200;
    }

    private static void write(LiveServer server) {
        assertThat(server.send("PUT", NS, "{\"a\":1,\"tmp:a\":\"" + MARK + "\"}")
                        .statusCode())
                .isBetween(200, 201);
        for (int i = 0; i < 8; i++) {
            server.send("PUT", NS + "/keys/tmp:" + i % 2, "\"" + MARK + i + "\"");
        }
    }

    @Test
    void hibernation_keeps_a_value_and_a_crash_deletes_its_key_before_anything_is_served() throws Exception {
        Path data = folder.resolve("data");
        Path crashed = folder.resolve("crashed");
        try (LogText log = new LogText()) {
            try (LiveServer server = server(data);
                    Visitor ann = new Visitor(server.port(), "ann", "desk")) {
                write(server);
                ann.join("{}");
                assertThat(ann.await("JOINED")
                                .at("/payload/snapshot/store/tmp:a")
                                .asText())
                        .isEqualTo(MARK);
                ann.submit(1, "[{\"op\":\"set\",\"key\":\"tmp:ann\",\"value\":\"" + MARK + "\"}]");
                ann.await("ACK");
                await().during(Duration.ofSeconds(2))
                        .atMost(Duration.ofSeconds(60))
                        .pollDelay(Duration.ofMillis(700))
                        .pollInterval(Duration.ofMillis(700))
                        .until(() -> has(server, "tmp:ann"));
                JsonNode first = commits(server).get(0).get("changes");
                assertThat(first.toString())
                        .isEqualTo("[{\"key\":\"a\",\"value\":1},{\"key\":\"tmp:a\",\"transient\":true}]");
                assertThat(commits(server)).hasSize(10);
                DataFiles.copy(data, crashed);
            }
            try (LiveServer server = server(crashed);
                    Visitor ann = new Visitor(server.port(), "ann", "desk")) {
                ann.join("{\"since\":10}");
                JsonNode missed = ann.await("JOINED").at("/payload/commits");
                assertThat(missed).hasSize(1);
                assertThat(missed.at("/0/client").asText()).isEqualTo("_server");
                assertThat(missed.at("/0/changes").toString())
                        .isEqualTo("[{\"key\":\"tmp:0\",\"deleted\":true},{\"key\":\"tmp:1\",\"deleted\":true},"
                                + "{\"key\":\"tmp:a\",\"deleted\":true},{\"key\":\"tmp:ann\",\"deleted\":true}]");
                assertThat(LiveServer.json(server.get(NS)).get("store").toString())
                        .isEqualTo("{\"a\":1}");
                assertThat(commits(server)).hasSize(11);
            }
            assertThat(DataFiles.holding(folder, MARK)).isEmpty();
            assertThat(log.text()).doesNotContain(MARK);
        }
    }

    @Test
    void with_the_last_reader_the_values_go() throws Exception {
        try (LiveServer server = server(folder, "200 ms")) {
            try (Visitor ann = new Visitor(server.port(), "ann", "desk")) {
                ann.join("{}");
                ann.await("JOINED");
                write(server);
                assertThat(has(server, "tmp:a")).isTrue();
            }
            await().pollDelay(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> !has(server, "tmp:a"));
            JsonNode last = commits(server).get(commits(server).size() - 1);
            assertThat(last.get("client").asText()).isEqualTo("_server");
        }
    }

    @Test
    void a_stop_in_order_ends_them_too() throws Exception {
        try (LiveServer server = server(folder)) {
            write(server);
        }
        try (LiveServer server = server(folder)) {
            assertThat(has(server, "tmp:a")).isFalse();
            assertThat(has(server, "a")).isTrue();
            assertThat(commits(server).get(9).get("client").asText()).isEqualTo("_server");
            assertThat(commits(server)).hasSize(10);
        }
        assertThat(DataFiles.holding(folder, MARK)).isEmpty();
    }
}
