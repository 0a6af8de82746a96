package io.akkord.system;

import io.akkord.system.client.JsonReplica;
import io.akkord.system.client.Member;
import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.delta.RandomEdits;
import io.akkord.system.json.RandomJsonEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Types on one client at a seeded pace until told to stop or out of edits, offline too. Between edits it may do something else, such as
 * a fault.
 */
public final class Typist {
    private static final int MOST_BUFFERED = 40;

    private final TestClient client;
    private final Random random;
    private final int pause;
    private final Consumer<Random> between;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile int remaining;
    private boolean insertsOnly;
    private int count;

    /**
     * @param pause longest time between two edits, in milliseconds
     * @param between what else happens, called after every edit
     */
    public Typist(TestClient client, long seed, int edits, int pause, Consumer<Random> between) {
        this.client = client;
        this.random = new Random(seed);
        this.remaining = edits;
        this.pause = pause;
        this.between = between;
    }

    public Typist(TestClient client, long seed, int edits, int pause) {
        this(client, seed, edits, pause, r -> {});
    }

    /** A typist who deletes nothing. */
    public static Typist inserting(TestClient client, long seed, int edits, int pause, Consumer<Random> between) {
        Typist typist = new Typist(client, seed, edits, pause, between);
        typist.insertsOnly = true;
        return typist;
    }

    /** Completes when the last edit has been typed, which says nothing of its acknowledgement. */
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
            List<Member> ready = new ArrayList<>(client.replicas().stream()
                    .filter(Replica::isReady)
                    .filter(r -> r.bufferedEdits() < MOST_BUFFERED)
                    .toList());
            client.jsonReplicas().stream().filter(JsonReplica::isReady).forEach(ready::add);
            if (!ready.isEmpty()) {
                type(ready.get(random.nextInt(ready.size())), client.id() + "." + ++count + " ");
                remaining--;
                between.accept(random);
            }
            client.later(random.nextInt(pause + 1), this::step);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void type(Member member, String mark) {
        if (member instanceof JsonReplica json) {
            json.edit(doc -> new RandomJsonEdits(random).next(doc, mark));
        } else if (member instanceof Replica replica) {
            RandomEdits edits = new RandomEdits(random, replica.isRich());
            replica.edit(doc -> insertsOnly ? edits.insertion(doc, mark) : edits.next(doc, mark));
        }
    }
}
