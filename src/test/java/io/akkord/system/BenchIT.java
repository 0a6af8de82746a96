package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.akkord.system.check.Evidence;
import io.akkord.system.client.Json;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar's load tool against real servers, honest and not. */
class BenchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private JarCommand bench(ServerProcess server, String options) throws IOException {
        return new JarCommand(
                folder, ("bench --url http://127.0.0.1:" + server.port() + " --prefix b " + options).split(" "));
    }

    private JsonNode result() throws IOException {
        return Json.read(Files.readString(folder.resolve("result.json")));
    }

    private static long versionOf(ServerProcess server, String room) {
        try {
            return server.http().view(room).map(view -> view.version()).orElse(0L);
        } catch (IOException down) {
            return 0;
        }
    }

    private static long versionsMade(ServerProcess server, int rooms) {
        long made = 0;
        for (int room = 1; room <= rooms; room++) {
            // The first version is the room with its first text.
            made += versionOf(server, "b-" + room) - 1;
        }
        return made;
    }

    private static void awaitVersion(ServerProcess server, String room, long version) {
        Awaitility.await().atMost(PATIENCE).until(() -> versionOf(server, room) >= version);
    }

    @Test
    void the_bench_tools_counts_equal_the_servers() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(server, "--rooms 3 --duration 3s --warm-up 1s")) {
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            JsonNode check = result().path("check");
            assertThat(check.path("passed").asBoolean()).isTrue();
            assertThat(check.path("acknowledged").asLong())
                    .isEqualTo(versionsMade(server, 3))
                    .isGreaterThan(20);
            assertThat(result().path("totals").path("edits").asLong()).isGreaterThan(10);
            assertThat(Files.readString(folder.resolve("report.html"))).contains("Akkord load report");
            assertThat(bench.output()).contains("edits/s", "p99.9", "check passed");
        }
    }

    @Test
    void the_counts_are_exact_although_the_server_is_killed_underneath() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(server, "--rooms 2 --writers 3 --rate 40 --duration 25s --warm-up 0s")) {
            awaitVersion(server, "b-1", 20);
            server.kill();
            server.start();
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            assertThat(result().path("check").path("acknowledged").asLong()).isEqualTo(versionsMade(server, 2));
            assertThat(result().path("totals").path("disconnects").asLong()).isPositive();
            assertThat(result().path("totals").path("ack").path("max").asDouble())
                    .as("who waited for the restart counts, in ms")
                    .isGreaterThan(1000);
            double seconds = result().path("totals").path("seconds").asDouble();
            assertThat(result().path("totals").path("edits").asDouble())
                    .as("edits of six writers, 40/s each: what was due while the server was away is not left out")
                    .isCloseTo(6 * 40 * seconds, Percentage.withPercentage(5));
        }
    }

    @Test
    void what_is_refused_for_now_is_sent_again_and_counted_once() throws Exception {
        try (ServerProcess server =
                        new ServerProcess(folder).env("AKKORD_LIMITS_RATE", "5").start();
                JarCommand bench = bench(server, "--rooms 2 --duration 4s --warm-up 0s")) {
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            assertThat(result().path("totals")
                            .path("errors")
                            .path("RATE_LIMITED")
                            .asLong())
                    .isPositive();
            assertThat(result().path("check").path("acknowledged").asLong())
                    .isEqualTo(versionsMade(server, 2))
                    .isPositive();
        }
    }

    @Test
    void a_room_that_is_altered_from_outside_fails_the_check() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(server, "--rooms 1 --rate 20 --duration 10s --warm-up 0s")) {
            awaitVersion(server, "b-1", 5);
            String body = "{\"version\":1,\"op\":[{\"insert\":\"from outside\"}]}";
            assertThat(server.http()
                            .send("POST", "/v1/rooms/b-1/ops", body, "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(bench.exitCode()).as(bench.output()).isEqualTo(1);
            assertThat(bench.output()).contains("CHECK FAILED", "the server counts");
        }
    }

    @Test
    void who_ends_it_early_gets_the_results_so_far() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(server, "--rooms 1 --duration 10m --warm-up 0s")) {
            awaitVersion(server, "b-1", 20);
            bench.interrupt();
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            assertThat(bench.output()).contains("ended early", "check passed");
            assertThat(result().path("endedEarly").asBoolean()).isTrue();
        }
    }

    @Test
    void an_address_without_a_server_and_a_server_that_is_none_of_ours_are_exit_code_3() throws Exception {
        try (JarCommand bench =
                new JarCommand(folder, "bench", "--url", "http://127.0.0.1:" + ServerProcess.freePort())) {
            assertThat(bench.exitCode()).as(bench.output()).isEqualTo(3);
        }
        HttpServer stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.start();
        try (JarCommand bench = new JarCommand(
                folder,
                "bench",
                "--url",
                "http://127.0.0.1:" + stranger.getAddress().getPort())) {
            assertThat(bench.exitCode()).as(bench.output()).isEqualTo(3);
            assertThat(bench.output()).contains("answered with 404");
        } finally {
            stranger.stop(0);
        }
    }

    static Stream<Sabotage<Evidence>> faultsToBeNoticed() {
        Set<String> names = Set.of("drops an acknowledgement", "loses a broadcast", "commits twice", "swaps the tie");
        return Sabotage.all().stream().filter(sabotage -> names.contains(sabotage.name()));
    }

    @Test
    void all_four_faults_are_there() {
        assertThat(faultsToBeNoticed()).hasSize(4);
    }

    @ParameterizedTest(name = "a server that {0} fails the check")
    @MethodSource("faultsToBeNoticed")
    void a_server_with_a_fault_fails_the_check(Sabotage<Evidence> sabotage) throws Exception {
        Path classes = sabotage.build(folder);
        try (ServerProcess server =
                        new ServerProcess(folder).classesInFront(classes).start();
                JarCommand bench =
                        bench(server, "--rooms 1 --writers 4 --size 10 --duration 6s --warm-up 0s --settle 3s")) {
            assertThat(bench.exitCode()).as(bench.output()).isEqualTo(1);
            assertThat(bench.output()).contains("CHECK FAILED");
        }
    }

    @Test
    void an_unknown_command_does_not_start_a_server() throws Exception {
        try (JarCommand unknown = new JarCommand(folder, "sevre")) {
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.output()).contains("'sevre' is not a command");
        }
        assertThat(List.of("--help", "--version")).allSatisfy(option -> {
            try (JarCommand known = new JarCommand(folder, option)) {
                assertThat(known.exitCode()).isZero();
            }
        });
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
