package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's replay of real editing histories against a real server. */
class ReplayIT {
    private static final Path TRACES = Path.of("src/test/resources/traces").toAbsolutePath();

    @TempDir
    Path folder;

    private JarCommand replay(ServerProcess server, String trace, String... options) throws IOException {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "replay";
        arguments[1] = TRACES.resolve(trace + ".json.gz").toString();
        arguments[2] = "--url=http://127.0.0.1:" + server.port();
        arguments[3] = "--room=" + trace;
        System.arraycopy(options, 0, arguments, 4, options.length);
        return new JarCommand(folder, arguments);
    }

    @Test
    void both_traces_end_in_exactly_their_content() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            for (String trace : new String[] {"automerge-paper", "sveltecomponent"}) {
                try (JarCommand replay = replay(server, trace)) {
                    assertThat(replay.exitCode()).as(replay.output()).isZero();
                    assertThat(replay.output()).contains("edits/s", "check passed");
                    assertThat(server.http().text(trace))
                            .isEqualTo(Trace.load(trace).endContent());
                }
            }
            try (JarCommand again = replay(server, "sveltecomponent")) {
                assertThat(again.exitCode())
                        .as("the room is not empty any more")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void with_a_batch_of_one_every_edit_is_a_commit() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand replay = replay(server, "sveltecomponent", "--batch", "1")) {
            assertThat(replay.exitCode()).as(replay.output()).isZero();
            assertThat(server.http().view("sveltecomponent").orElseThrow().version())
                    .isEqualTo(Trace.load("sveltecomponent").edits().size());
        }
    }

    @Test
    void somebody_who_types_along_fails_the_check() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand replay = replay(server, "automerge-paper", "--batch", "10")) {
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(() -> server.http().view("automerge-paper").isPresent());
            String body = "{\"version\":1,\"op\":[{\"insert\":\"from outside\"}]}";
            assertThat(server.http()
                            .send("POST", "/v1/rooms/automerge-paper/ops", body, "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(replay.exitCode()).as(replay.output()).isEqualTo(1);
            assertThat(replay.output()).contains("CHECK FAILED");
        }
    }
}
