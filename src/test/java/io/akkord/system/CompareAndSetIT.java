package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.client.Changes;
import io.akkord.system.client.NamespaceReplica;
import io.akkord.system.client.NamespaceReplica.Ask;
import io.akkord.system.client.Scope;
import io.akkord.system.client.Store;
import io.akkord.system.client.TestClient;
import io.akkord.system.namespace.Attempt;
import io.akkord.system.namespace.NamespaceApi;
import io.akkord.system.namespace.NamespaceCommit;
import io.akkord.system.namespace.OneChain;
import io.akkord.system.namespace.Shopper;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers of the same keys, each on what it has read: there is one chain per key, also where the process is killed meanwhile. */
class CompareAndSetIT {
    private static final Duration REST = Duration.ofSeconds(60);
    private static final int WRITERS = 8;
    private static final List<String> KEYS = List.of("counter", "a b/c", "ü:1");

    @TempDir
    Path folder;

    @Test
    void conditional_puts_make_one_chain_per_key_although_the_process_is_killed() throws Exception {
        int kills = Soak.count(3, 40);
        Random random = new Random(4);
        Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
        AtomicInteger underWay = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        int hit = 0;
        try (ServerProcess server = new ServerProcess(folder).start()) {
            NamespaceApi api = new NamespaceApi(server.http(), "chained");
            for (int i = 0; i < WRITERS; i++) {
                threads.execute(new CompareAndSetter("w" + i, i, api, KEYS, attempts, underWay, stopped));
            }
            for (int kill = 0; kill < kills; kill++) {
                awaitMore(attempts, 50 + random.nextInt(150));
                server.kill();
                hit += underWay.get();
                server.start();
            }
            awaitMore(attempts, 100);
            stopped.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(REST.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            List<NamespaceCommit> history = api.history();
            List<Attempt> all = List.copyOf(attempts);
            KEYS.forEach(key -> OneChain.check(key, history, all));
            FaultHappened.check("kill -9", server.starts() - 1, kills);
            FaultHappened.check("a put that came too late", count(all, 412), 1);
            assertThat(all.stream().filter(Attempt::isDone).count()).isGreaterThan(20);
            assertThat(all).extracting(Attempt::status).containsOnly(200, 201, 412, Attempt.UNKNOWN);
        } finally {
            stopped.set(true);
            threads.shutdownNow();
        }
        assertThat(hit + count(List.copyOf(attempts), Attempt.UNKNOWN))
                .as("puts under way at a kill")
                .isPositive();
    }

    private static long count(List<Attempt> attempts, int status) {
        return attempts.stream().filter(a -> a.status() == status).count();
    }

    private static void awaitMore(Queue<Attempt> attempts, int more) {
        long enough = attempts.stream().filter(Attempt::isDone).count() + more;
        Play.await(
                "puts are done",
                Duration.ofSeconds(120),
                () -> attempts.stream().filter(Attempt::isDone).count() >= enough);
    }

    @Test
    void submissions_that_reject_make_one_chain_per_key_although_the_process_is_killed() throws Exception {
        int kills = Soak.count(3, 40);
        Random random = new Random(5);
        long hit = 0;
        try (ServerProcess server = new ServerProcess(folder).start();
                NamespacePlay play = new NamespacePlay(server.port(), "rejecting")) {
            List<Shopper> shoppers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                TestClient client = play.client("r" + i, i, Scope.ALL).connect();
                NamespaceReplica replica = NamespacePlay.replica(client);
                Setter setter = new Setter(client.id());
                shoppers.add(new Shopper(client, replica, setter::next, i, Integer.MAX_VALUE, 10, r -> {}));
            }
            List<CompletableFuture<Void>> shopping =
                    shoppers.stream().map(Shopper::start).toList();
            for (int kill = 0; kill < kills; kill++) {
                play.awaitAcknowledged(50 + random.nextInt(150));
                server.kill();
                hit += play.inFlight();
                server.start();
            }
            play.awaitAcknowledged(50);
            shoppers.forEach(Shopper::stop);
            play.awaitDone(shopping);
            play.settle(REST);
            play.check();
            long conflicts = play.replicas().stream()
                    .mapToLong(r -> r.log().conflicts().size())
                    .sum();
            FaultHappened.check("kill -9", server.starts() - 1, kills);
            FaultHappened.check("a conflict", conflicts, 10);
            EditsWereInFlight.check("kill -9", hit, kills);
        }
    }

    /** Sets one key to a value that nobody else writes, if nobody was quicker. */
    private static final class Setter {
        private final String client;
        private int count;

        Setter(String client) {
            this.client = client;
        }

        Ask next(Store seen) {
            count++;
            ArrayNode changes = Changes.none()
                    .add(Changes.set(KEYS.get(count % KEYS.size()), TextNode.valueOf(client + "." + count)));
            return new Ask("reject", true, changes);
        }
    }
}
