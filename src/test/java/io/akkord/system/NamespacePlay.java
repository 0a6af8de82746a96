package io.akkord.system;

import io.akkord.system.check.Checkers;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.NamespaceReplica;
import io.akkord.system.client.Scope;
import io.akkord.system.client.TestClient;
import io.akkord.system.namespace.NamespaceApi;
import io.akkord.system.namespace.NamespaceCheckers;
import io.akkord.system.namespace.NamespaceEvidence;
import io.akkord.system.server.HttpApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** A run of several clients in one namespace of one server, and what is known of it at its end. */
final class NamespacePlay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private final int port;
    private final String name;
    private final NamespaceApi api;
    private final List<TestClient> clients = new ArrayList<>();
    private final List<NamespaceLog.View> reads = new CopyOnWriteArrayList<>();

    NamespacePlay(int port, String name) {
        this.port = port;
        this.name = name;
        this.api = new NamespaceApi(new HttpApi(port), name);
    }

    NamespaceApi api() {
        return api;
    }

    /** A client that follows what its scope says, not yet connected. */
    TestClient client(String id, long seed, Scope scope) {
        TestClient client = new TestClient(id, port, seed);
        client.follow(name, scope);
        clients.add(client);
        return client;
    }

    List<TestClient> clients() {
        return List.copyOf(clients);
    }

    List<NamespaceReplica> replicas() {
        return clients.stream().flatMap(c -> c.namespaces().stream()).toList();
    }

    static NamespaceReplica replica(TestClient client) {
        return client.namespaces().iterator().next();
    }

    long acknowledged() {
        return replicas().stream().mapToLong(r -> r.log().acks().size()).sum();
    }

    long inFlight() {
        return replicas().stream().filter(NamespaceReplica::isInFlight).count();
    }

    /** Reads it as anybody may, and keeps what was shown for the checkers; a refused read shows nothing. */
    boolean look() {
        try {
            api.view().ifPresent(reads::add);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    void awaitJoined() {
        Play.await("everybody has joined", PATIENCE, () -> replicas().stream().allMatch(NamespaceReplica::isJoined));
    }

    void awaitAcknowledged(int more) {
        long enough = acknowledged() + more;
        awaitOrTell("submissions are acknowledged", () -> acknowledged() >= enough);
    }

    void awaitDone(List<CompletableFuture<Void>> futures) {
        awaitOrTell("all is submitted", () -> futures.stream().allMatch(CompletableFuture::isDone));
        futures.forEach(CompletableFuture::join);
    }

    private void awaitOrTell(String what, BooleanSupplier condition) {
        try {
            Play.await(what, PATIENCE, condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not yet: " + what + "\n" + state(), e);
        }
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        for (TestClient client : clients) {
            for (NamespaceReplica r : client.namespaces()) {
                state.append("%s: joined %s, left '%s', cursor %d, in flight %s, acks %d, closes %s, %s%n"
                        .formatted(
                                r.client(),
                                r.isJoined(),
                                r.left(),
                                r.cursor(),
                                r.isInFlight(),
                                r.log().acks().size(),
                                client.closes(),
                                r.log().violations().stream().limit(3).toList()));
            }
        }
        return state.toString();
    }

    /** Waits until nothing is in flight and everybody is where the server is; a run that never gets there is the checkers' to judge. */
    void settle(Duration atMost) {
        try {
            Play.await("everybody is at rest", atMost, this::isAtRest);
        } catch (ConditionTimeoutException notAtRest) {
            look();
        }
    }

    /** Who follows a part hears nothing of the rest for long, and so asks. */
    private boolean isAtRest() {
        if (!replicas().stream().allMatch(r -> r.isJoined() && !r.isInFlight())) {
            return false;
        }
        try {
            long head = api.view().map(NamespaceLog.View::version).orElse(0L);
            List<NamespaceReplica> behind =
                    replicas().stream().filter(r -> r.cursor() < head).toList();
            behind.forEach(NamespaceReplica::requestSync);
            return behind.isEmpty();
        } catch (IOException unavailable) {
            return false;
        }
    }

    NamespaceEvidence evidence() throws IOException {
        look();
        replicas().forEach(NamespaceReplica::checkEntities);
        return new NamespaceEvidence(
                name,
                api.history(),
                replicas().stream().map(NamespaceReplica::log).toList(),
                List.copyOf(reads));
    }

    void check() throws IOException {
        Checkers.checkAll(NamespaceCheckers.ALL, evidence());
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
    }
}
