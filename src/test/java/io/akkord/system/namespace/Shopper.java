package io.akkord.system.namespace;

import io.akkord.system.client.NamespaceReplica;
import io.akkord.system.client.NamespaceReplica.Ask;
import io.akkord.system.client.Store;
import io.akkord.system.client.TestClient;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Submits on one client at a seeded pace until told to stop or done, offline too. Between two submissions it may do something else. */
public final class Shopper {
    private final TestClient client;
    private final NamespaceReplica replica;
    private final Function<Store, Ask> changes;
    private final Random random;
    private final int pause;
    private final Consumer<Random> between;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile int remaining;

    /**
     * @param pause longest time between two submissions, in milliseconds
     * @param between what else happens, called after every step
     */
    public Shopper(
            TestClient client,
            NamespaceReplica replica,
            Function<Store, Ask> changes,
            long seed,
            int submissions,
            int pause,
            Consumer<Random> between) {
        this.client = client;
        this.replica = replica;
        this.changes = changes;
        this.random = new Random(seed);
        this.remaining = submissions;
        this.pause = pause;
        this.between = between;
    }

    /** Completes when the last one has been made, which says nothing of its answer. */
    public CompletableFuture<Void> start() {
        client.later(0, this::step);
        return done;
    }

    public void stop() {
        remaining = 0;
    }

    private void step() {
        if (remaining <= 0) {
            done.complete(null);
            return;
        }
        try {
            if (replica.submit(changes)) {
                remaining--;
                between.accept(random);
            }
            client.later(random.nextInt(pause + 1), this::step);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }
}
