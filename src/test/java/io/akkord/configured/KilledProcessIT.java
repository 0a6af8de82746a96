package io.akkord.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.journal.Keyset;
import io.akkord.system.client.Json;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own with rules for namespaces: killed while writers wait for their batch, and started with wrong keys. */
class KilledProcessIT {
    private static final String MARK = "hIdDeN-oN-dIsK";
    private static final String NS = "/v1/namespaces/killed";
    private static final String[] JSON = {"Content-Type", "application/json"};

    @TempDir
    Path folder;

    private Path keys;

    @BeforeEach
    void configure() throws Exception {
        keys = Files.writeString(folder.resolve("keys.json"), Keyset.create().toJson());
        Files.writeString(
                folder.resolve("server.conf"),
                "akkord.storage { snapshot-every = 20, waypoint-every = 20 }\n"
                        + "akkord.namespaces.rules = [{ namespaces = \"*\", write = batched, batch = 300 ms,"
                        + " encrypted = [\"secret:*\"], transient = [\"tmp:*\"], middleware = [change-log] }]\n");
    }

    private void launch(ServerProcess server, Path keyset) {
        server.env("AKKORD_KEYSET_FILE", keyset.toString());
        server.launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dconfig.file=" + folder.resolve("server.conf"),
                        "-Dlogback.configurationFile="
                                + Path.of("src/main/resources/logback.xml").toUri(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.akkord.Main"),
                Path.of("").toAbsolutePath());
    }

    private static void type(ServerProcess server, int writer, Set<String> acknowledged) {
        for (int i = 0; ; i++) {
            String key = List.of("plain:", "secret:", "tmp:").get(i % 3) + writer + "." + i;
            try {
                String value = (i % 3 == 0 ? "\"plain" : "\"" + MARK) + "-" + i + "\"";
                if (server.http().send("PUT", NS + "/keys/" + key, value, JSON).statusCode() >= 300) {
                    return;
                }
            } catch (IOException killed) {
                return;
            }
            acknowledged.add(key);
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_a_kill_and_no_hidden_value_in_any_file() throws Exception {
        try (ServerProcess server = new ServerProcess(folder)) {
            launch(server, keys);
            server.awaitReady();
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Void>> writers = IntStream.range(0, 16)
                    .mapToObj(writer -> CompletableFuture.runAsync(
                            () -> type(server, writer, acknowledged), task -> new Thread(task).start()))
                    .toList();
            await().until(() -> acknowledged.size() >= 150);
            server.kill();
            writers.forEach(CompletableFuture::join);
            assertThat(DataFiles.holding(folder, MARK)).isEmpty();

            launch(server, keys);
            server.awaitReady();
            JsonNode store = Json.read(server.http().get(NS).body()).get("store");
            for (String key : acknowledged) {
                assertThat(store.has(key)).as(key).isEqualTo(!key.startsWith("tmp:"));
            }
            assertThat(store.toString()).contains(MARK, "plain-0").doesNotContain("tmp:");
            String history = server.http().get(NS + "/history?limit=1000").body();
            assertThat(history).contains("\"transient\":true", "\"client\":\"_server\"", MARK);

            server.kill();
            Map<String, String> before = DataFiles.contents(server.dataDirectory());
            Path others = Files.writeString(
                    folder.resolve("others.json"), Keyset.create().toJson());
            launch(server, others);
            await().until(() -> !server.isAlive());
            assertThat(server.output())
                    .contains(
                            "Akkord does not start: The key set of " + others + " lacks the key",
                            "No data was touched.");
            assertThat(DataFiles.contents(server.dataDirectory()).equals(before))
                    .as("the files are as they were")
                    .isTrue();
            launch(server, keys);
            server.awaitReady();
            assertThat(server.http().get(NS).body()).contains(MARK);
            assertThat(DataFiles.holding(folder, MARK)).isEmpty();
        }
    }
}
