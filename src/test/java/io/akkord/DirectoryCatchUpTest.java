package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.journal.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory as a process leaves it that is killed, and what becomes of it at the next start though nobody touches a room. */
class DirectoryCatchUpTest {
    @TempDir
    Path folder;

    private static void edit(LiveServer server, String room, int versions) {
        server.send("PUT", "/v1/rooms/" + room, "{\"content\":\"a\"}");
        for (int version = 1; version < versions; version++) {
            server.send(
                    "POST", "/v1/rooms/" + room + "/ops", "{\"version\":" + version + ",\"op\":[{\"insert\":\"x\"}]}");
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE))) {
            assertThat(file.createStatement().executeUpdate(sql))
                    .describedAs(sql)
                    .isPositive();
        }
    }

    private static JsonNode rooms(LiveServer server) {
        return LiveServer.json(server.get("/v1/rooms"));
    }

    /** Where every commit brings the directory up to date, it says what is there. */
    private JsonNode write() {
        try (LiveServer server = new LiveServer(folder, "akkord.object.directory-every = 0 s")) {
            edit(server, "behind", 5);
            edit(server, "deleted", 3);
            edit(server, "level", 1);
            edit(server, "purged", 2);
            edit(server, "unlisted", 4);
            server.send("DELETE", "/v1/rooms/deleted", "");
            server.send("DELETE", "/v1/rooms/purged?purge=true", "");
            await().until(() -> rooms(server).findValuesAsText("version").equals(List.of("5", "1", "4")));
            return rooms(server);
        }
    }

    @Test
    void rows_that_were_left_behind_are_brought_up_to_the_journal() throws Exception {
        JsonNode whole = write();
        assertThat(whole.findValuesAsText("id")).containsExactly("behind", "level", "unlisted");
        change("UPDATE directory SET version = 1, size = 1, updated_at = 0 WHERE name = 'behind'");
        change("UPDATE directory SET version = 3, size = 3, deleted = FALSE WHERE name = 'deleted'");
        change("DELETE FROM directory WHERE name = 'unlisted'");
        try (LiveServer server = new LiveServer(folder)) {
            await().until(() -> rooms(server).equals(whole));
        }
    }

    @Test
    void an_object_that_cannot_be_read_keeps_its_row_and_holds_up_no_other() throws Exception {
        write();
        change("UPDATE directory SET version = 1, size = 1 WHERE name <> 'deleted'");
        change("UPDATE event_journal SET event_payload = zeroblob(9) WHERE persistence_id LIKE '%|behind'"
                + " AND sequence_number = 3");
        try (LiveServer server = new LiveServer(folder)) {
            await().until(() -> rooms(server).findValuesAsText("version").equals(List.of("1", "1", "4")));
        }
    }
}
