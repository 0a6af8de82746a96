package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.namespace.NamespaceApi;
import io.akkord.system.namespace.NamespaceCommit;
import io.akkord.system.server.ServerProcess;
import io.akkord.system.server.SleepingObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What is due while the process is dead happens when it is back, without anybody asking, once. */
class SleepingNamespacesIT {
    private static final int NAMESPACES = 1_000;
    private static final Duration ALL_MADE_WITHIN = Duration.ofSeconds(45);
    private static final Duration FIRED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void a_thousand_sleeping_namespaces_that_came_due_while_the_process_was_killed_all_fire(TestReporter reporter)
            throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            Instant due = Instant.now().plus(ALL_MADE_WITHIN);
            names().parallel().forEach(name -> make(server, name, due));
            server.kill();
            SleepingObjects sleeping = new SleepingObjects(server.dataDirectory(), "namespaces|-|sleeper-");
            assertThat(sleeping.reached(1)).as("made before the kill").isEqualTo(NAMESPACES);
            assertThat(sleeping.reached(2)).as("due before the kill").isZero();
            Play.await(
                    "all are due",
                    ALL_MADE_WITHIN.plusSeconds(30),
                    () -> Instant.now().isAfter(due.plusSeconds(2)));

            server.start();
            long ready = System.nanoTime();
            Play.await("all have fired", FIRED_WITHIN, () -> haveFired(sleeping));
            reporter.publishEntry("all fired after ready, in ms", "" + (System.nanoTime() - ready) / 1_000_000);

            server.kill();
            server.start();
            for (String name : names().toList()) {
                assertFiredOnce(server, name, due);
            }
        }
    }

    private static Stream<String> names() {
        return IntStream.range(0, NAMESPACES).mapToObj(i -> "sleeper-" + i);
    }

    private static void make(ServerProcess server, String name, Instant due) {
        long seconds = Math.max(1, Duration.between(Instant.now(), due).toSeconds());
        try {
            var answer = new NamespaceApi(server.http(), name)
                    .change("[{\"op\":\"set\",\"key\":\"stays\",\"value\":1},"
                            + "{\"op\":\"set\",\"key\":\"goes\",\"value\":2,\"ttl\":" + seconds + "}]");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean haveFired(SleepingObjects sleeping) {
        try {
            return sleeping.reached(2) == NAMESPACES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFiredOnce(ServerProcess server, String name, Instant due) throws IOException {
        List<NamespaceCommit> history = new NamespaceApi(server.http(), name).history();
        assertThat(history).as(name).hasSize(2);
        NamespaceCommit fired = history.get(1);
        assertThat(fired.client()).isEqualTo("_alarm");
        assertThat(fired.changes()).as(name).hasSize(1);
        assertThat(fired.effect("goes").path("deleted").asBoolean()).isTrue();
        assertThat(fired.effect("goes").path("previousValue").asInt()).isEqualTo(2);
        assertThat(fired.timestamp())
                .isGreaterThanOrEqualTo(
                        history.get(0).timestamp() + Duration.ofSeconds(1).toMillis());
        assertThat(Instant.ofEpochMilli(fired.timestamp())).isAfter(due.minusSeconds(2));
    }
}
