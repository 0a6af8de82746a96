package io.akkord.configured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of newer and older schemas, one after the other on the same data. */
class MigratedNamespacesTest {
    private static final String NS = "/v1/namespaces/shop-1";
    private static final String CLASSES = "class:io.akkord.configured.TestMiddleware$";

    @TempDir
    Path folder;

    private Path data;
    private String renaming;

    @BeforeEach
    void steps() throws Exception {
        data = folder.resolve("data");
        renaming = Files.writeString(
                        folder.resolve("1-2.json"),
                        "{\"from\":1,\"patches\":[{\"patch\":[{\"op\":\"move\",\"from\":\"/colour\",\"path\":\"/theme\"}],\"optional\":true}]}")
                .toString();
    }

    /** @param steps from each schema to the next */
    private LiveServer server(String... steps) {
        String migrations = steps.length == 0 ? "" : "\"" + String.join("\",\"", steps) + "\"";
        return new LiveServer(
                data,
                "akkord.storage { snapshot-every = 3, waypoint-every = 3 }",
                "akkord.namespaces.rules = [{ namespaces = \"shop-*\", schema-version = " + (steps.length + 1)
                        + ", migrations = [" + migrations + "] }]");
    }

    private static String store(LiveServer server, String more) {
        HttpResponse<String> response = server.get(NS + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LiveServer.json(response).get("store").toString();
    }

    private static void write(LiveServer server, String namespace, String body) {
        HttpResponse<String> response = server.send("PUT", "/v1/namespaces/" + namespace, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    }

    private static JsonNode commits(LiveServer server) {
        return LiveServer.json(server.get(NS + "/history")).get("commits");
    }

    private static void shut(HttpResponse<String> response, String sentence) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(LiveServer.json(response).get("code").asText()).isEqualTo("UNAVAILABLE");
        assertThat(LiveServer.json(response).get("detail").asText()).isEqualTo(sentence);
    }

    @Test
    void the_first_use_migrates_once_and_an_older_server_leaves_it_alone() throws Exception {
        try (LiveServer server = server()) {
            for (int i = 0; i < 4; i++) {
                write(server, "shop-1", "{\"colour\":\"red\",\"n\":" + i + "}");
            }
        }
        String counting = CLASSES + "Counting";
        try (LiveServer server = server(renaming, counting)) {
            assertThat(store(server, "")).isEqualTo("{\"count\":2,\"n\":3,\"theme\":\"red\"}");
            assertThat(store(server, "")).isEqualTo("{\"count\":2,\"n\":3,\"theme\":\"red\"}");
            assertThat(store(server, "?version=4")).isEqualTo("{\"colour\":\"red\",\"n\":3}");
            assertThat(commits(server)).hasSize(5);
            assertThat(commits(server).at("/4/client").asText()).isEqualTo("_server");
            assertThat(commits(server).at("/4/changes").toString())
                    .contains(
                            "\"key\":\"colour\",\"previousValue\":\"red\",\"deleted\":true",
                            "\"key\":\"count\",\"value\":2",
                            "\"key\":\"theme\"");
            write(server, "shop-2", "{\"colour\":\"new\"}");
            assertThat(server.get("/v1/namespaces/shop-2").body()).contains("\"colour\":\"new\"");
        }
        String newer = "The namespace is stored in schema 3; this server knows 2.";
        try (LiveServer server = server(renaming)) {
            shut(server.get(NS), newer);
            shut(server.send("PUT", NS, "{}"), newer);
            shut(server.get("/v1/namespaces/shop-2"), newer);
            try (Visitor ann = new Visitor(server.port(), "ann", "shop-1")) {
                ann.join("{}");
                assertThat(ann.await("ERROR", "JOINED").at("/payload/code").asText())
                        .isEqualTo("UNAVAILABLE");
            }
            write(server, "shop-3", "{\"a\":1}");
            write(server, "other", "{\"a\":1}");
        }
        try (LiveServer server = server(renaming, counting)) {
            assertThat(commits(server)).hasSize(5);
            assertThat(store(server, "")).isEqualTo("{\"count\":2,\"n\":3,\"theme\":\"red\"}");
            assertThat(store(server, "?version=1")).isEqualTo("{\"colour\":\"red\",\"n\":0}");
        }
    }

    @Test
    void a_step_that_fails_keeps_its_namespace_shut_until_it_is_mended() throws Exception {
        try (LiveServer server = server()) {
            write(server, "shop-1", "{\"bad\":\"mArKeD\"}");
            write(server, "shop-2", "{\"good\":1}");
        }
        try (LogText log = new LogText()) {
            try (LiveServer server = server(CLASSES + "Stumbling")) {
                shut(server.get(NS), "The stored object cannot be brought into use.");
                shut(server.send("PUT", NS + "/keys/bad", "1"), "The stored object cannot be brought into use.");
                assertThat(server.get("/v1/namespaces/shop-2").statusCode()).isEqualTo(200);
                write(server, "shop-2", "{\"good\":2}");
                write(server, "other", "{\"good\":2}");
            }
            assertThat(log.text())
                    .contains("namespaces/shop-1 cannot be brought into use")
                    .doesNotContain("mArKeD");
        }
        try (LiveServer server = server(renaming)) {
            assertThat(store(server, "")).isEqualTo("{\"bad\":\"mArKeD\"}");
            assertThat(commits(server)).hasSize(2);
            assertThat(commits(server).at("/1/client").asText()).isEqualTo("_server");
        }
    }
}
