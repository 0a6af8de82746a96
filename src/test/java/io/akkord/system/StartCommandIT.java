package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.client.TestClient;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that README gives starts a server that keeps what it is told, however it ends. */
class StartCommandIT {
    private static final String COMMAND = "java -jar target/akkord.jar";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void readme_gives_this_command() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(COMMAND);
    }

    @Test
    void the_start_command_serves_a_page_and_keeps_edits_over_sigterm_and_kill_nine() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home/target")).getParent();
        Files.copy(ServerProcess.jar(), home.resolve("target/akkord.jar"));
        try (ServerProcess server = new ServerProcess(home).env("AKKORD_DATA_DIR", "");
                Play play = new Play(server.port())) {
            start(server, home);
            assertThat(server.output()).contains("http://127.0.0.1:" + server.port());
            assertThat(server.http().get("/").statusCode()).isEqualTo(200);

            play.room("readme", "text");
            TestClient client = play.client("reader-of-readme", 1, "readme").connect();
            play.client("another", 2, "readme").connect();
            play.awaitJoined();
            Typist typist = new Typist(client, 3, Integer.MAX_VALUE, 4);
            CompletableFuture<Void> typing = typist.start();

            play.awaitAcknowledged(50);
            Duration exit = server.terminate(PATIENCE);
            assertThat(exit).isLessThanOrEqualTo(Duration.ofSeconds(20));
            Play.await(
                    "the connection is closed", PATIENCE, () -> !client.closes().isEmpty());
            assertThat(client.goodbyes()).hasSize(1);
            assertThat(client.closes().get(0)).isEqualTo(1012);

            start(server, home);
            play.awaitAcknowledged(50);
            server.kill();
            long inFlight = play.inFlight();

            start(server, home);
            play.awaitAcknowledged(50);
            typist.stop();
            typing.get();
            play.settle(PATIENCE);
            play.check(JournalFile.of(home.resolve("data"))::read);
            EditsWereInFlight.check("kill -9", inFlight, 1);
        }
    }

    private static void start(ServerProcess server, Path home) {
        server.launch(List.of(COMMAND.split(" ")), home);
        server.awaitReady();
    }
}
