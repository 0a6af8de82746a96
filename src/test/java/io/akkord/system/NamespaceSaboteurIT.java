package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.TextNode;
import io.akkord.system.check.CheckFailed;
import io.akkord.system.check.Checkers;
import io.akkord.system.client.Changes;
import io.akkord.system.client.NamespaceReplica;
import io.akkord.system.client.Scope;
import io.akkord.system.client.TestClient;
import io.akkord.system.namespace.Attempt;
import io.akkord.system.namespace.NamespaceCheckers;
import io.akkord.system.namespace.NamespaceCommit;
import io.akkord.system.namespace.NamespaceEvidence;
import io.akkord.system.namespace.OneChain;
import io.akkord.system.namespace.RandomChanges;
import io.akkord.system.namespace.Shopper;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checkers of namespaces can fail: builds with one fault each are caught by the one that names it. */
class NamespaceSaboteurIT {
    private static final long SEED = 78;

    /** Some faults show only where two clients meet at the right moment, which on a busy machine they may not. */
    private static final int TRIES = 5;

    @TempDir
    Path folder;

    static Stream<Sabotage<NamespaceEvidence>> saboteurs() {
        return Sabotage.ofNamespaces().stream();
    }

    @ParameterizedTest(name = "the server that {0} is caught")
    @MethodSource("saboteurs")
    void each_saboteur_is_caught_by_the_checker_that_names_the_fault(Sabotage<NamespaceEvidence> sabotage)
            throws Exception {
        Throwable found = null;
        for (int i = 0; found == null && i < TRIES; i++) {
            NamespaceEvidence evidence = run(sabotage, i, Duration.ofSeconds(30), Duration.ofSeconds(6));
            found = catchThrowable(() -> sabotage.checker().check(evidence));
        }
        assertThat(found)
                .isInstanceOfSatisfying(
                        CheckFailed.class,
                        failed -> assertThat(failed.checker())
                                .isEqualTo(sabotage.checker().getClass().getSimpleName()));
    }

    @Test
    void the_honest_build_passes_where_the_saboteurs_fail() throws Exception {
        NamespaceEvidence evidence = run(Sabotage.none(), 0, Duration.ofMinutes(2), Duration.ofMinutes(1));
        assertThatCode(() -> Checkers.checkAll(NamespaceCheckers.ALL, evidence)).doesNotThrowAnyException();
    }

    @Test
    void a_fork_a_lost_link_and_a_refused_one_are_no_chain() {
        NamespaceCommit one = commit(1, "a");
        NamespaceCommit two = commit(2, "b");
        Attempt first = new Attempt("k", 0, "a", 1, 2, 201, 1);
        Attempt second = new Attempt("k", 1, "b", 3, 4, 200, 2);
        assertThatCode(() -> OneChain.check("k", List.of(one, two), List.of(first, second)))
                .doesNotThrowAnyException();
        Attempt fork = new Attempt("k", 0, "b", 3, 4, 200, 2);
        assertThatThrownBy(() -> OneChain.check("k", List.of(one, two), List.of(first, fork)))
                .isInstanceOf(CheckFailed.class);
        assertThatThrownBy(() -> OneChain.check("k", List.of(one), List.of(first, second)))
                .isInstanceOf(CheckFailed.class);
        Attempt refused = new Attempt("k", 1, "b", 3, 4, 412, 0);
        assertThatThrownBy(() -> OneChain.check("k", List.of(one, two), List.of(first, refused)))
                .isInstanceOf(CheckFailed.class);
    }

    private static NamespaceCommit commit(long version, String value) {
        return new NamespaceCommit(
                version,
                "_http",
                version,
                version,
                Changes.none().add(Changes.set("k", TextNode.valueOf(value))),
                false);
    }

    /** Clients that follow all or a part submit with messages that are late, so that they often do not know of each other. */
    private NamespaceEvidence run(Sabotage<?> sabotage, int round, Duration submitted, Duration rest) throws Exception {
        Path place = Files.createDirectories(folder.resolve("round-" + round));
        long seed = SEED + 100L * round;
        Path classes = sabotage.build(place);
        try (ServerProcess server =
                        new ServerProcess(place).classesInFront(classes).start();
                NamespacePlay play = new NamespacePlay(server.port(), "sabotaged")) {
            List<CompletableFuture<Void>> shopping = new ArrayList<>();
            List<Scope> scopes =
                    List.of(Scope.ALL, Scope.ALL, Scope.of(Set.of("user:x"), "list/*"), Scope.of(Set.of(), "*:*"));
            for (int i = 0; i < scopes.size(); i++) {
                TestClient client = play.client("s" + i, seed + i, scopes.get(i));
                NamespaceReplica replica = NamespacePlay.replica(client);
                RandomChanges changes = new RandomChanges(seed * 10 + i, client.id(), scopes.get(i));
                replica.onConflict((store, conflicts) -> changes.resolved(conflicts));
                client.delayUpTo(30);
                client.connect();
                shopping.add(new Shopper(client, replica, changes::next, seed * 20 + i, 250, 6, r -> {}).start());
            }
            CompletableFuture.allOf(shopping.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, submitted.toSeconds(), TimeUnit.SECONDS)
                    .join();
            play.settle(rest);
            return play.evidence();
        }
    }
}
