package io.akkord.bench.load;

import io.akkord.bench.client.ServerUnfit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Does the same with many things, a few of them at a time. */
final class AtOnce {
    static final int REQUESTS = 32;
    static final int CONNECTIONS = 64;
    static final long PATIENCE_SECONDS = 30;

    private AtOnce() {}

    /** @throws ServerUnfit if one of them fails or takes too long; the others may then be under way */
    static <T, R> List<R> each(List<T> things, int most, long seconds, Function<T, CompletableFuture<R>> start)
            throws InterruptedException {
        Semaphore permits = new Semaphore(most);
        AtomicBoolean failed = new AtomicBoolean();
        List<CompletableFuture<R>> started = new ArrayList<>();
        try {
            for (T thing : things) {
                if (!permits.tryAcquire(seconds, TimeUnit.SECONDS)) {
                    throw new TimeoutException();
                }
                started.add(start.apply(thing).whenComplete((done, failure) -> {
                    failed.compareAndSet(false, failure != null);
                    permits.release();
                }));
                if (failed.get()) {
                    break;
                }
            }
            List<R> results = new ArrayList<>();
            for (CompletableFuture<R> one : started) {
                results.add(one.get(seconds, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw ServerUnfit.because(e);
        } catch (TimeoutException e) {
            throw new ServerUnfit("no answer within " + seconds + " s");
        }
    }
}
