package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.Json;
import io.akkord.system.delta.Part;
import io.akkord.system.delta.PlainDoc;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's replay of real editing histories against a real server. */
class ReplayIT {
    private static final Path TRACES = Path.of("src/test/resources/traces").toAbsolutePath();

    @TempDir
    Path folder;

    private JarCommand replay(ServerProcess server, String room, Path trace, int batch) throws IOException {
        return new JarCommand(
                folder,
                "replay",
                trace.toString(),
                "--url=http://127.0.0.1:" + server.port(),
                "--room=" + room,
                "--batch=" + batch);
    }

    private static Path whole(String trace) {
        return TRACES.resolve(trace + ".json.gz");
    }

    /** The first edits of a trace, in the other spelling of the format. */
    private Path beginning(String trace, int edits) throws IOException {
        ObjectNode cut = Json.object();
        ArrayNode patches = cut.putArray("txns").addObject().putArray("patches");
        PlainDoc text = new PlainDoc("");
        Trace.load(trace).edits().stream().limit(edits).forEach(edit -> {
            text.apply(edit);
            int position = 0;
            int deleted = 0;
            String inserted = "";
            for (Part part : edit.parts()) {
                switch (part.kind()) {
                    case RETAIN -> position = part.length();
                    case INSERT -> inserted = part.text();
                    case DELETE -> deleted = part.length();
                }
            }
            patches.addArray().add(position).add(deleted).add(inserted);
        });
        cut.put("endContent", text.text());
        return Files.writeString(folder.resolve("beginning.json"), cut.toString());
    }

    @Test
    void both_traces_end_in_exactly_their_content() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            for (String trace : new String[] {"automerge-paper", "sveltecomponent"}) {
                try (JarCommand replay = replay(server, trace, whole(trace), 100)) {
                    assertThat(replay.exitCode()).as(replay.output()).isZero();
                    assertThat(replay.output()).contains("edits/s", "check passed");
                    assertThat(server.http().text(trace))
                            .isEqualTo(Trace.load(trace).endContent());
                }
            }
            try (JarCommand again = replay(server, "sveltecomponent", whole("sveltecomponent"), 100)) {
                assertThat(again.exitCode())
                        .as("the room is not empty any more")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void with_a_batch_of_one_every_edit_is_a_commit() throws Exception {
        Path trace = beginning("sveltecomponent", 500);
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand replay = replay(server, "room", trace, 1)) {
            assertThat(replay.exitCode()).as(replay.output()).isZero();
            assertThat(server.http().view("room").orElseThrow().version()).isEqualTo(500);
        }
    }

    @Test
    void a_batch_that_is_larger_than_the_trace_ends_too() throws Exception {
        Path trace = beginning("automerge-paper", 50_000);
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand replay = replay(server, "room", trace, 300_000)) {
            assertThat(replay.exitCode()).as(replay.output()).isZero();
        }
    }

    @Test
    void somebody_who_types_along_fails_the_check() throws Exception {
        Path trace = beginning("automerge-paper", 20_000);
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand replay = replay(server, "room", trace, 10)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> server.http().view("room").isPresent());
            String body = "{\"version\":1,\"op\":[{\"insert\":\"from outside\"}]}";
            assertThat(server.http()
                            .send("POST", "/v1/rooms/room/ops", body, "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(replay.exitCode()).as(replay.output()).isEqualTo(1);
            assertThat(replay.output()).contains("CHECK FAILED");
        }
    }
}
