package io.akkord.auth;

import io.akkord.settings.JwksSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that change now and then. One fetch is under way at a time, whoever asks for it. Where a fetch fails the keys before it stay, for
 * a while; then there are none.
 */
final class FetchedKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);

    private record Fetched(KeyRing keys, byte[] bytes, long at) {}

    private final KeyLocation location;
    private final Duration refetch;
    private final Duration keep;
    private final LongSupplier nanos;
    private volatile Fetched last;
    private @Nullable CompletableFuture<KeyRing> underWay;
    private boolean asked;
    private long askedAt;
    private boolean failing;

    private FetchedKeys(KeyLocation location, JwksSettings settings, LongSupplier nanos, byte[] first) {
        this.location = location;
        this.refetch = settings.refetch();
        this.keep = settings.keep();
        this.nanos = nanos;
        this.last = new Fetched(KeyRing.ofSet(first), first, nanos.getAsLong());
    }

    /** Keys that are there already; throws IllegalArgumentException with a sentence where they are not. */
    static FetchedKeys of(KeyLocation location, JwksSettings settings, LongSupplier nanos) {
        try {
            byte[] first = location.fetch().toCompletableFuture().join();
            return new FetchedKeys(location, settings, nanos, first);
        } catch (IllegalArgumentException | CompletionException e) {
            throw new IllegalArgumentException(location.name() + " " + reason(e) + ".", e);
        }
    }

    @Override
    public KeyRing now() {
        Fetched fetched = last;
        return nanos.getAsLong() - fetched.at() > keep.toNanos() ? KeyRing.EMPTY : fetched.keys();
    }

    @Override
    public CompletionStage<KeyRing> newer() {
        synchronized (this) {
            long now = nanos.getAsLong();
            if (underWay == null && asked && now - askedAt < refetch.toNanos()) {
                return CompletableFuture.completedFuture(now());
            }
            asked = true;
            askedAt = now;
        }
        return fetch();
    }

    /** Fetches the keys, or joins in the fetch under way. Never fails. */
    CompletionStage<KeyRing> fetch() {
        CompletableFuture<KeyRing> done = new CompletableFuture<>();
        synchronized (this) {
            if (underWay != null) {
                return underWay;
            }
            underWay = done;
        }
        fetched().whenComplete((bytes, failure) -> {
            String problem = failure == null ? take(bytes) : reason(failure);
            synchronized (this) {
                underWay = null;
            }
            note(problem);
            done.complete(now());
        });
        return done;
    }

    private CompletionStage<byte[]> fetched() {
        try {
            return location.fetch();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Takes the keys over; half a sentence where that cannot be, else empty. */
    private String take(byte[] bytes) {
        try {
            Fetched before = last;
            KeyRing keys = Arrays.equals(bytes, before.bytes()) ? before.keys() : KeyRing.ofSet(bytes);
            last = new Fetched(keys, bytes, nanos.getAsLong());
            if (keys != before.keys()) {
                LOG.info("{} has changed: {} keys", location.name(), keys.size());
            }
            return "";
        } catch (IllegalArgumentException unusable) {
            return reason(unusable);
        }
    }

    private synchronized void note(String problem) {
        if (!problem.isEmpty() && !failing) {
            LOG.warn("{} {}; its last keys are believed for {} s more", location.name(), problem, left());
        } else if (problem.isEmpty() && failing) {
            LOG.info("{} can be had again", location.name());
        }
        failing = !problem.isEmpty();
    }

    private long left() {
        return keep.minusNanos(nanos.getAsLong() - last.at()).toSeconds();
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
