package io.akkord.object;

import akka.Done;
import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A test's hand on the journal writes of one object: it counts them, delays what they answer, and breaks them. */
final class Tap {
    private static final Map<String, Tap> TAPS = new ConcurrentHashMap<>();

    private final List<Integer> groups = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Done> gate = CompletableFuture.completedFuture(Done.getInstance());
    private final AtomicInteger recoveries = new AtomicInteger();
    private volatile boolean loses;
    private volatile boolean fails;
    private volatile Runnable before = () -> {};

    static Tap on(ObjectId id) {
        return TAPS.computeIfAbsent(id.persistenceId(), pid -> new Tap());
    }

    static Tap of(String persistenceId) {
        return TAPS.computeIfAbsent(persistenceId, pid -> new Tap());
    }

    static void forget() {
        TAPS.values().forEach(Tap::open);
        TAPS.clear();
    }

    /** From now on writes are stored, but nobody is told. */
    void shut() {
        gate = new CompletableFuture<>();
    }

    void open() {
        gate.complete(Done.getInstance());
    }

    /** From now on writes fail without having been stored. */
    void lose(boolean on) {
        loses = on;
    }

    /** From now on writes fail although they have been stored. */
    void fail(boolean on) {
        fails = on;
    }

    /** Runs before each write reaches the storage. */
    void before(Runnable look) {
        before = look;
    }

    /** How many commits each write held, in order. */
    List<Integer> groups() {
        return groups;
    }

    /** How often the object was brought back from the journal. */
    int recoveries() {
        return recoveries.get();
    }

    void recovering() {
        recoveries.incrementAndGet();
    }

    boolean arriving(int commits) {
        before.run();
        groups.add(commits);
        return !loses;
    }

    <T> CompletionStage<T> leaving(CompletionStage<T> stored) {
        boolean failing = fails;
        return stored.thenCombine(gate, (result, opened) -> {
            if (failing) {
                throw new IllegalStateException("the answer of the disk is lost");
            }
            return result;
        });
    }
}
