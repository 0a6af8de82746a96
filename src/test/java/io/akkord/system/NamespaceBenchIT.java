package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.namespace.NamespaceApi;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar's load tool on namespaces of real servers, honest and not. */
class NamespaceBenchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private JarCommand bench(ServerProcess server, String options) throws IOException {
        return new JarCommand(
                folder,
                ("bench --kind namespaces --url http://127.0.0.1:" + server.port() + " --prefix b " + options)
                        .split(" "));
    }

    private JsonNode result() throws IOException {
        return Json.read(Files.readString(folder.resolve("result.json")));
    }

    private static long version(ServerProcess server, int namespace) {
        try {
            return new NamespaceApi(server.http(), "b-" + namespace)
                    .view()
                    .map(NamespaceLog.View::version)
                    .orElse(0L);
        } catch (IOException down) {
            return 0;
        }
    }

    @Test
    void the_bench_tools_counts_equal_the_servers() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(server, "--namespaces 3 --writers 2 --readers 2 --duration 3s --warm-up 1s")) {
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            assertThat(result().path("check").path("acknowledged").asLong())
                    .isEqualTo(version(server, 1) + version(server, 2) + version(server, 3))
                    .isGreaterThan(20);
            assertThat(result().path("settings").path("kind").asText()).isEqualTo("namespaces");
            assertThat(result().path("settings").path("size").asInt()).isEqualTo(100);
            assertThat(result().path("totals").path("propagation").path("count").asLong())
                    .isPositive();
        }
    }

    @Test
    void followers_of_one_key_each_are_told_of_that_only() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(
                        server,
                        "--namespaces 1 --writers 4 --readers 30 --keys 40 --disjoint --duration 3s --warm-up 1s")) {
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            long edits = result().path("totals").path("edits").asLong();
            assertThat(result().path("totals").path("deliveries").asLong())
                    .as("each change goes to one of them at most")
                    .isPositive()
                    .isLessThanOrEqualTo(edits + 100);
        }
    }

    @Test
    void the_counts_are_exact_although_the_server_is_killed_underneath() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench =
                        bench(server, "--namespaces 1 --writers 3 --readers 2 --rate 40 --duration 25s --warm-up 0s")) {
            Play.await("it has begun", PATIENCE, () -> version(server, 1) > 20);
            server.kill();
            server.start();
            assertThat(bench.exitCode()).as(bench.output()).isZero();
            assertThat(result().path("check").path("acknowledged").asLong()).isEqualTo(version(server, 1));
            assertThat(result().path("totals").path("disconnects").asLong()).isPositive();
        }
    }

    @Test
    void a_namespace_that_is_altered_from_outside_fails_the_check() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start();
                JarCommand bench = bench(server, "--namespaces 1 --rate 20 --duration 10s --warm-up 0s --settle 3s")) {
            Play.await("it has begun", PATIENCE, () -> version(server, 1) > 5);
            assertThat(new NamespaceApi(server.http(), "b-1")
                            .change("[{\"op\":\"set\",\"key\":\"key-1\",\"value\":\"from outside\"}]")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(bench.exitCode()).as(bench.output()).isEqualTo(1);
            assertThat(bench.output()).contains("CHECK FAILED", "the server counts");
        }
    }

    static Stream<Sabotage<?>> faultsToBeNoticed() {
        Set<String> names = Set.of(
                "loses a broadcast to those who follow a part",
                "sends those who follow a part what they did not ask for");
        return Sabotage.ofNamespaces().stream()
                .filter(sabotage -> names.contains(sabotage.name()))
                .map(sabotage -> sabotage);
    }

    @ParameterizedTest(name = "a server that {0} fails the check")
    @MethodSource("faultsToBeNoticed")
    void a_server_with_a_fault_fails_the_check(Sabotage<?> sabotage) throws Exception {
        Path classes = sabotage.build(folder);
        try (ServerProcess server =
                        new ServerProcess(folder).classesInFront(classes).start();
                JarCommand bench = bench(
                        server,
                        "--namespaces 1 --writers 4 --readers 10 --keys 10 --disjoint --rate 300 --duration 5s --warm-up 0s --settle 3s")) {
            assertThat(bench.exitCode()).as(bench.output()).isEqualTo(1);
            assertThat(bench.output()).contains("CHECK FAILED");
        }
    }

    @Test
    void both_faults_are_there() {
        assertThat(faultsToBeNoticed()).hasSize(2);
    }
}
