package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.delta.Delta;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's data is gone: clients that come back are told so, and what they had not yet sent is not lost. */
class EmptyInstallationIT {
    @TempDir
    Path folder;

    @Test
    void clients_of_another_history_are_reset_and_their_pending_edits_merged() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                Play play = new Play(server.port()).room("moved", "text")) {
            TestClient writer = play.client("writer", 1, "moved").connect();
            TestClient reader = play.client("reader", 2, "moved").connect();
            play.awaitJoined();
            Replica replica = writer.replicas().iterator().next();
            replica.edit(doc -> Delta.edit(0, 0, "what the lost server had. "));
            play.settle(Duration.ofSeconds(60));

            writer.goOffline();
            reader.goOffline();
            server.terminate(Duration.ofSeconds(30));
            replica.edit(doc -> Delta.edit(doc.length(), 0, "typed offline."));
            try (Stream<Path> files = Files.list(server.dataDirectory())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
            server.start();
            writer.connect();
            reader.connect();

            play.settle(Duration.ofSeconds(60));
            assertThat(replica.resets()).isEqualTo(1);
            assertThat(reader.replicas().iterator().next().resets()).isEqualTo(1);
            assertThat(server.http().text("moved")).contains("typed offline.");
            play.check(JournalFile.of(server.dataDirectory())::read);
        }
    }
}
