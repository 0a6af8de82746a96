package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.NamespaceReplica;
import io.akkord.system.client.Scope;
import io.akkord.system.client.TestClient;
import io.akkord.system.namespace.NamespaceCommit;
import io.akkord.system.namespace.NamespaceEvidence;
import io.akkord.system.namespace.RandomChanges;
import io.akkord.system.namespace.Shopper;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients with bad connections, all strategies and different interests in shared namespaces: everybody has what the history makes of
 * their part at every version they were told, and nobody under {@code reject} overwrites anything.
 */
class RandomNamespacesIT {
    private static final Duration REST = Duration.ofSeconds(60);
    private static final String BRIEF = "[{\"op\":\"set\",\"key\":\"brief\",\"value\":1,\"ttl\":1}]";
    private static final List<Scope> SCOPES = List.of(
            Scope.ALL,
            Scope.of(Set.of(), "cart:*"),
            Scope.ALL.withEntities(),
            Scope.of(Set.of("user:x", "order/1", "a.b*c"), "list/*", "*:b").withEntities(),
            Scope.of(Set.of("list/1"), "*m*"),
            Scope.of(Set.of("nothing", "of this"), "xyz*"));

    @TempDir
    Path folder;

    private final AtomicLong inFlightAtCuts = new AtomicLong();
    private final AtomicLong resends = new AtomicLong();

    @Test
    void clients_with_bad_connections_have_what_the_history_makes_of_their_part() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            for (int run = 0; run < Soak.count(3, 40); run++) {
                play(server, 100L + run);
            }
        }
    }

    private void play(ServerProcess server, long seed) throws Exception {
        try (NamespacePlay play = new NamespacePlay(server.port(), "shop-" + seed)) {
            List<CompletableFuture<Void>> shopping = new ArrayList<>();
            for (int i = 0; i < SCOPES.size(); i++) {
                Scope scope = SCOPES.get(i);
                TestClient client = play.client("n" + seed + "-" + i, seed * 31 + i, scope);
                NamespaceReplica replica = NamespacePlay.replica(client);
                RandomChanges changes = new RandomChanges(seed * 7 + i, client.id(), scope);
                replica.onConflict((store, conflicts) -> changes.resolved(conflicts));
                client.connect();
                shopping.add(new Shopper(
                                client,
                                replica,
                                changes::next,
                                seed * 17 + i,
                                Soak.count(150, 500),
                                12,
                                r -> fault(client, replica, r, play))
                        .start());
            }
            play.awaitDone(shopping);
            long cuts = play.clients().stream().mapToLong(TestClient::cuts).sum();
            long lost = play.clients().stream().mapToLong(TestClient::lostAcks).sum();
            play.clients().forEach(c -> c.delayUpTo(0));
            play.clients().forEach(TestClient::connect);
            assertThat(play.api().change(BRIEF).statusCode()).isEqualTo(200);
            Play.await("its time has come", REST, () -> isGone(play));
            play.settle(REST);
            play.check();
            NamespaceEvidence evidence = play.evidence();
            checkThePast(play, evidence);
            FaultHappened.check("a cut socket, seed " + seed, cuts, 5);
            FaultHappened.check("a lost acknowledgement, seed " + seed, lost, 3);
            FaultHappened.check("a repeated submission, seed " + seed, resends.get(), 3);
            FaultHappened.check("a conflict, seed " + seed, conflicts(evidence), 3);
            EditsWereInFlight.check("cut sockets, seed " + seed, inFlightAtCuts.get(), 1);
        }
    }

    private static boolean isGone(NamespacePlay play) {
        try {
            return play.api().version("brief") == 0;
        } catch (IOException unavailable) {
            return false;
        }
    }

    private static long conflicts(NamespaceEvidence evidence) {
        return evidence.logs().stream().mapToLong(log -> log.conflicts().size()).sum();
    }

    /** What the server itself says of some versions of the past. */
    private static void checkThePast(NamespacePlay play, NamespaceEvidence evidence) throws Exception {
        List<NamespaceLog.View> told = evidence.logs().get(0).views();
        for (int i = 0; i < told.size(); i += 1 + told.size() / 10) {
            NamespaceLog.View view = told.get(i);
            if (view.version() > 0) {
                assertThat(play.api().viewAt(view.version())).contains(view);
            }
        }
        assertThat(evidence.history())
                .extracting(NamespaceCommit::client)
                .as("what was due was deleted")
                .contains("_alarm");
    }

    private void fault(TestClient client, NamespaceReplica replica, Random random, NamespacePlay play) {
        switch (random.nextInt(40)) {
            case 0 -> {
                inFlightAtCuts.addAndGet(replica.isInFlight() ? 1 : 0);
                client.cut();
            }
            case 1, 2 -> client.loseNextAck();
            case 3, 4, 5, 6, 7, 8 -> resends.addAndGet(replica.resend() ? 1 : 0);
            case 9 -> client.delayUpTo(random.nextInt(30));
            case 10 -> {
                client.goOffline();
                client.later(random.nextInt(300), client::connect);
            }
            case 11 -> {
                if (replica.isJoined()) {
                    replica.requestSync();
                }
            }
            case 12, 13 -> client.delayUpTo(0);
            case 14 -> play.look();
            default -> {}
        }
    }
}
