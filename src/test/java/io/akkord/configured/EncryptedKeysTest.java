package io.akkord.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import io.akkord.journal.Keyset;
import io.akkord.journal.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of encrypted keys stand in clear before whoever reads them, and nowhere in the files or the log. */
class EncryptedKeysTest {
    private static final String MARK = "eVeRyBoDy-ReAdS-tHiS";
    private static final String PLAIN = "nObOdY-hIdEs-ThIs";
    private static final String NS = "/v1/namespaces/vault";

    @TempDir
    Path folder;

    private LiveServer server(Path data, Path keyset) {
        return new LiveServer(
                data,
                "akkord.namespaces.keyset-file = \"" + keyset + "\"",
                "akkord.storage { snapshot-every = 4, waypoint-every = 5 }",
                "akkord.object { window = 4, hibernate-after = 1 s, passivate-after = 1 s }",
                "akkord.namespaces.rules = [{ namespaces = \"*\", encrypted = [\"secret:*\"], middleware = [change-log] }]");
    }

    private Path keyset(String name, Keyset keyset) throws Exception {
        return Files.writeString(folder.resolve(name), keyset.toJson());
    }

    private static void ok(java.net.http.HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    }

    private static String marked(String what) {
        return "{\"n\":[1],\"what\":\"" + MARK + "-" + what + "\"}";
    }

    private static void write(LiveServer server, String round) throws Exception {
        ok(server.send("PUT", NS + "/keys/secret:put", marked("put" + round)));
        ok(server.send("PUT", NS + "/keys/open", "\"" + PLAIN + round + "\""));
        ok(server.send("PUT", NS + "/keys/secret:ttl?ttl=3600", marked("ttl" + round)));
        ok(server.send(
                "POST",
                NS + "/changes",
                "{\"changes\":[{\"op\":\"merge\",\"key\":\"secret:merged\",\"value\":" + marked("merged" + round)
                        + "}]}"));
        ok(server.send(
                "POST",
                NS + "/changes",
                "{\"changes\":[{\"op\":\"patch\",\"key\":\"secret:put\",\"patch\":[{\"op\":\"add\",\"path\":\"/n/0\",\"value\":\""
                        + MARK + "-patched\"}]}]}"));
        for (int i = 0; i < 12; i++) {
            ok(server.send("PUT", NS + "/keys/secret:" + i % 3, marked(round + i)));
        }
        try (Visitor ann = new Visitor(server.port(), "ann" + round, "vault");
                Visitor bob = new Visitor(server.port(), "bob" + round, "vault")) {
            bob.join("{\"keys\":[\"secret:socket\"]}");
            bob.await("JOINED");
            ann.join("{}");
            assertThat(ann.await("JOINED")
                            .at("/payload/snapshot/store/secret:put/what")
                            .asText())
                    .isEqualTo(MARK + "-put" + round);
            ann.submit(1, "[{\"op\":\"set\",\"key\":\"secret:socket\",\"value\":\"" + MARK + "-socket\"}]");
            ann.await("ACK");
            assertThat(bob.await("STATE_PATCH")
                            .at("/payload/commits/0/changes/0/value")
                            .asText())
                    .isEqualTo(MARK + "-socket");
            bob.submit(
                    1,
                    "[{\"op\":\"set\",\"key\":\"secret:socket\",\"value\":\"" + MARK + "-other\"}]",
                    ",\"version\":1,\"strategy\":\"reject\"");
            assertThat(bob.await("CONFLICT_DETECTED")
                            .at("/payload/conflicts/0/remote")
                            .asText())
                    .isEqualTo(MARK + "-socket");
            bob.submit(
                    1,
                    "[{\"op\":\"patch\",\"key\":\"secret:socket\",\"patch\":[{\"op\":\"test\",\"path\":\"\",\"value\":\""
                            + MARK + "\"}]}]");
            bob.await("ERROR");
        }
    }

    private static void readBack(LiveServer server, String round) {
        assertThat(server.get(NS + "/keys/secret:put").body()).contains(MARK + "-put" + round, MARK + "-patched");
        assertThat(LiveServer.json(server.get(NS))
                        .at("/store/secret:merged/what")
                        .asText())
                .isEqualTo(MARK + "-merged" + round);
        JsonNode commits =
                LiveServer.json(server.get(NS + "/history?limit=1000")).get("commits");
        assertThat(commits.at("/0/changes/0/value/what").asText()).isEqualTo(MARK + "-puta");
        assertThat(commits.findValuesAsText("previousValue")).isNotEmpty();
        assertThat(server.get(NS + "/history?limit=1000").body()).contains("\"previousValue\":" + marked("a0"));
        for (int version = 1; version <= commits.size(); version++) {
            assertThat(server.get(NS + "?version=" + version).body()).contains(MARK);
        }
    }

    @Test
    void a_value_is_in_clear_before_readers_only_over_snapshots_restarts_a_crash_a_purge_and_a_rotation()
            throws Exception {
        Path data = folder.resolve("data");
        Keyset first = Keyset.create();
        Path keys = keyset("keys.json", first);
        try (LogText log = new LogText()) {
            try (LiveServer server = server(data, keys)) {
                write(server, "a");
                readBack(server, "a");
                ok(server.send("PUT", "/v1/namespaces/purged", "{\"secret:a\":" + marked("purged") + "}"));
                ok(server.send("PUT", "/v1/namespaces/purged/keys/secret:a", marked("purged")));
                ok(server.send("DELETE", "/v1/namespaces/purged?purge=true", ""));
                assertThat(DataFiles.holding(data, MARK)).isEmpty();
                assertThat(DataFiles.holding(data, PLAIN)).isNotEmpty();
            }
            assertThat(DataFiles.holding(data, MARK)).isEmpty();
            Path rotated = keyset("rotated.json", first.rotated());
            Path crashed = folder.resolve("crashed");
            try (LiveServer server = server(data, rotated)) {
                readBack(server, "a");
                write(server, "b");
                readBack(server, "b");
                DataFiles.copy(data, crashed);
            }
            assertThat(DataFiles.holding(crashed, MARK)).isEmpty();
            try (LiveServer server = server(crashed, rotated)) {
                readBack(server, "b");
                assertThat(LiveServer.json(server.get("/health/state-manager"))
                                .get("healthy")
                                .asBoolean())
                        .isTrue();
            }
            assertThat(DataFiles.holding(folder, MARK)).isEmpty();
            assertThat(log.text()).contains("set secret:put").doesNotContain(MARK);
        }
    }

    private void refused(Path data, Path keyset, String... because) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> server(data, keyset).close())
                .satisfies(e -> assertThat(e.getMessage()).contains(because));
    }

    @Test
    void without_its_keys_a_server_does_not_start_and_leaves_every_file_as_it_is() throws Exception {
        Path data = folder.resolve("data");
        Path crashed = folder.resolve("crashed");
        Path keys = keyset("keys.json", Keyset.create());
        try (LiveServer server = server(data, keys)) {
            ok(server.send("PUT", NS, "{\"secret:a\":" + marked("a") + "}"));
            DataFiles.copy(data, crashed);
        }
        Path others = keyset("others.json", Keyset.create());
        for (Path left : java.util.List.of(data, crashed)) {
            Map<String, String> before = DataFiles.contents(left);
            refused(left, others, "lacks the key", "No data was touched");
            refused(left, folder.resolve("none.json"), "none.json");
            refused(left, Files.writeString(folder.resolve("broken.json"), "{\"a\":1}"), "broken.json");
            assertThat(DataFiles.contents(left).keySet()).isEqualTo(before.keySet());
            assertThat(DataFiles.contents(left).equals(before))
                    .as("files of " + left.getFileName())
                    .isTrue();
            try (LiveServer server = server(left, keys)) {
                assertThat(server.get(NS + "/keys/secret:a").body()).isEqualTo(marked("a"));
            }
        }
    }
}
