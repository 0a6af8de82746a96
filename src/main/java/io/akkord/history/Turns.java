package io.akkord.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets only so much work be under way at once; more waits for its turn, in order, and beyond a bound is turned away. */
final class Turns {
    private final int most;
    private final int mostWaiting;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    Turns(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /** What the work comes to; empty where too much waits already. */
    <T> Optional<CompletionStage<T>> take(Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable turn = () -> start(work).whenComplete((done, failure) -> {
            next();
            if (failure == null) {
                result.complete(done);
            } else {
                result.completeExceptionally(failure);
            }
        });
        synchronized (this) {
            if (underWay == most) {
                return waiting.size() < mostWaiting && waiting.offer(turn) ? Optional.of(result) : Optional.empty();
            }
            underWay++;
        }
        turn.run();
        return Optional.of(result);
    }

    private static <T> CompletionStage<T> start(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void next() {
        Runnable turn = after();
        if (turn != null) {
            turn.run();
        }
    }

    private synchronized @Nullable Runnable after() {
        Runnable turn = waiting.poll();
        underWay -= turn == null ? 1 : 0;
        return turn;
    }
}
