package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.akkord.system.check.CheckFailed;
import io.akkord.system.check.Checkers;
import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.Evidence;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.check.SeenImpliesStored;
import io.akkord.system.client.Logbook;
import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import io.akkord.system.server.StoredCommit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every checker can fail: builds of the server with one fault each are caught by the checker that names it. */
class SaboteurIT {
    private static final String ROOM = "sabotaged";
    private static final long SEED = 77;

    @TempDir
    Path folder;

    static Stream<Sabotage<Evidence>> saboteurs() {
        return Sabotage.all().stream();
    }

    @ParameterizedTest(name = "the server that {0} is caught")
    @MethodSource("saboteurs")
    void each_saboteur_is_caught_by_the_checker_that_names_the_fault(Sabotage<Evidence> sabotage) throws Exception {
        Evidence evidence = run(sabotage, Duration.ofSeconds(15), Duration.ofSeconds(6));
        Throwable found = catchThrowable(() -> sabotage.checker().check(evidence));
        assertThat(found)
                .isInstanceOfSatisfying(
                        CheckFailed.class,
                        failed -> assertThat(failed.checker())
                                .isEqualTo(sabotage.checker().getClass().getSimpleName()));
    }

    @Test
    void the_honest_build_passes_where_the_saboteurs_fail() throws Exception {
        Evidence evidence = run(Sabotage.none(), Duration.ofMinutes(2), Duration.ofMinutes(1));
        assertThatCode(() -> Checkers.checkAll(evidence)).doesNotThrowAnyException();
    }

    @Test
    void a_fault_that_never_happened_and_one_that_hit_nobody_are_caught() {
        assertThat(catchThrowable(() -> FaultHappened.check("a cut", 0, 1))).isInstanceOf(CheckFailed.class);
        assertThat(catchThrowable(() -> EditsWereInFlight.check("a cut", 0, 1))).isInstanceOf(CheckFailed.class);
    }

    /** Clients type, lose acknowledgements and repeat themselves; then the process is killed, and what it left is the evidence. */
    private Evidence run(Sabotage<Evidence> sabotage, Duration typed, Duration rest) throws Exception {
        Path classes = sabotage.build(folder);
        try (ServerProcess server =
                        new ServerProcess(folder).classesInFront(classes).start();
                Play play = new Play(server.port()).room(ROOM, "text")) {
            // Hears all of it from others, also where those who type share every write.
            play.client("reader", SEED - 1, ROOM).connect();
            play.awaitJoined();
            List<CompletableFuture<Void>> typing = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TestClient client = play.client("s" + i, SEED + i, ROOM).connect();
                typing.add(Typist.inserting(client, SEED * 10 + i, 120, 6, random -> {
                            if (random.nextInt(15) == 0) {
                                client.loseNextAck();
                            } else if (random.nextInt(4) == 0) {
                                client.resendAll();
                            }
                        })
                        .start());
            }
            typedOrStuck(typing, typed);
            if (sabotage.checker() instanceof SeenImpliesStored) {
                server.kill();
                try (JournalFile left = JournalFile.copyOf(server.dataDirectory())) {
                    return left(play, left.read(ROOM));
                }
            }
            play.settle(rest);
            return play.evidence(ROOM, JournalFile.of(server.dataDirectory())::read);
        }
    }

    /** A client that the sabotage has confused may never finish; what it knows by then is evidence enough. */
    private static void typedOrStuck(List<CompletableFuture<Void>> typing, Duration within) {
        CompletableFuture<Void> all = CompletableFuture.allOf(typing.toArray(CompletableFuture[]::new));
        all.completeOnTimeout(null, within.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static Evidence left(Play play, List<StoredCommit> journal) {
        List<Logbook> books = play.replicas(ROOM).stream().map(Replica::logbook).toList();
        return new Evidence(ROOM, "text", journal, books, Map.of(), null, List.of());
    }
}
