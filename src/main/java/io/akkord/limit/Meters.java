package io.akkord.limit;

import io.akkord.settings.Allowance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The meters of all users, of all addresses or of all objects. A meter of somebody who has been quiet until it is full again is
 * forgotten when there are too many, which changes nothing for anybody; where all of so many are busy, newcomers share one.
 */
public final class Meters {
    private static final long SWEEP_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Allowance allowance;
    private final Duration burst;
    private final int most;
    private final LongSupplier nanoTime;
    private final boolean off;
    private final Meter shared;
    private final ConcurrentHashMap<String, Meter> byKey = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicLong sweptAt;

    /** @param most meters at once */
    Meters(Allowance allowance, Duration burst, int most, LongSupplier nanoTime) {
        this.allowance = allowance;
        this.burst = burst;
        this.most = most;
        this.nanoTime = nanoTime;
        this.off = allowance.equals(Allowance.UNLIMITED);
        this.shared = fresh();
        this.sweptAt = new AtomicLong(nanoTime.getAsLong() - SWEEP_EVERY);
    }

    /** To ask for rates; those who stay keep it. */
    public Meter of(String key) {
        if (off) {
            return shared;
        }
        Meter known = byKey.get(key);
        if (known != null) {
            return known;
        }
        return hasRoom() ? byKey.computeIfAbsent(key, k -> fresh()) : shared;
    }

    /** A connection begins; where it may, it ends with {@link Meter#disconnect} of this meter. */
    public Optional<Meter> connect(String key) {
        return enter(key, Meter::connect);
    }

    /** A connection has begun, whatever is allowed; it ends with {@link Meter#disconnect} of this meter. */
    public Meter connected(String key) {
        return enter(key, meter -> {
                    meter.connected();
                    return true;
                })
                .orElse(shared);
    }

    /** A stream has begun, whatever is allowed; it ends with {@link Meter#closeStream} of this meter. */
    public Meter streaming(String key) {
        return enter(key, meter -> {
                    meter.streaming();
                    return true;
                })
                .orElse(shared);
    }

    private Optional<Meter> enter(String key, Predicate<Meter> enters) {
        if (off || (!byKey.containsKey(key) && !hasRoom())) {
            return enters.test(shared) ? Optional.of(shared) : Optional.empty();
        }
        // Within the map's own lock for the key, so that no sweep takes the meter away between finding and entering it.
        boolean[] entered = new boolean[1];
        Meter meter = byKey.compute(key, (k, known) -> {
            Meter found = known == null ? fresh() : known;
            entered[0] = enters.test(found);
            return found;
        });
        return entered[0] ? Optional.of(meter) : Optional.empty();
    }

    private Meter fresh() {
        return new Meter(allowance, burst, nanoTime.getAsLong());
    }

    private boolean hasRoom() {
        if (byKey.mappingCount() < most) {
            return true;
        }
        sweep();
        return byKey.mappingCount() < most;
    }

    /** Forgets all that are idle; one thread at a time, and not all the time. */
    private void sweep() {
        long now = nanoTime.getAsLong();
        if (now - sweptAt.get() < SWEEP_EVERY || !sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            for (String key : byKey.keySet()) {
                byKey.computeIfPresent(key, (k, meter) -> idle(meter, now));
            }
            sweptAt.set(now);
        } finally {
            sweeping.set(false);
        }
    }

    private static @Nullable Meter idle(Meter meter, long now) {
        return meter.isIdle(now) ? null : meter;
    }

    /** Meters kept now. */
    public long size() {
        return byKey.mappingCount();
    }
}
