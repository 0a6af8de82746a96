package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import io.akkord.journal.Database;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health of a whole server, and of one whose storage was tampered with. */
class StateManagerTest {
    private static final String PATH = "/health/state-manager";

    @TempDir
    Path folder;

    private final HttpContract contract = new HttpContract();
    private LiveServer server;

    @BeforeEach
    void writeARoom() {
        server = new LiveServer(
                folder,
                "akkord.storage { snapshot-every = 10, waypoint-every = 7 }",
                "akkord.health { keep = 0 s, within = 4 s }");
        server.send("PUT", "/v1/rooms/secret.name", "{}");
        for (int version = 1; version < 25; version++) {
            server.send(
                    "POST", "/v1/rooms/secret.name/ops", "{\"version\":" + version + ",\"op\":[{\"insert\":\"x\"}]}");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection file() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
    }

    private void change(String sql) throws Exception {
        try (Connection file = file()) {
            file.createStatement().execute("PRAGMA busy_timeout = 5000");
            file.createStatement().execute(sql);
        }
    }

    private JsonNode look(int status) {
        HttpResponse<String> answer = server.get(PATH);
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
        contract.verify("GET", PATH, answer);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.body()).doesNotContain("secret", "Exception");
        JsonNode report = LiveServer.json(answer);
        assertThat(report.get("checks").findValuesAsText("name"))
                .containsExactly("storage", "consistency", "replication");
        return report;
    }

    private static boolean healthy(JsonNode report, int check) {
        return report.get("checks").get(check).get("healthy").asBoolean();
    }

    @Test
    void a_sound_server_is_healthy_and_has_replayed_what_it_stores() {
        JsonNode report = look(200);
        assertThat(report.get("healthy").asBoolean()).isTrue();
        assertThat(report.at("/checks/1/detail").asText()).matches("\\d+ commits of 1 objects were replayed.*");
        assertThat(report.at("/checks/2/detail").asText()).contains("single node");
    }

    @Test
    void a_changed_commit_is_found() throws Exception {
        change("UPDATE event_journal SET event_payload = CAST(replace(event_payload, 'anonymous', 'somebody!') AS BLOB)"
                + " WHERE sequence_number = 22");
        // Whatever the directory knows: what it lags behind is replayed too.
        change("UPDATE directory SET version = 1");
        JsonNode report = look(503);
        assertThat(healthy(report, 0)).isTrue();
        assertThat(healthy(report, 1)).isFalse();
    }

    @Test
    void a_storage_that_cannot_be_written_is_found_in_time() throws Exception {
        try (Connection file = file()) {
            file.createStatement().execute("BEGIN IMMEDIATE");
            JsonNode report = look(503);
            assertThat(healthy(report, 0)).isFalse();
            assertThat(healthy(report, 1)).isTrue();
            file.createStatement().execute("ROLLBACK");
        }
        await().until(() -> server.get(PATH).statusCode() == 200);
    }
}
