package io.akkord.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket that fills evenly and holds what is allowed in some time. It is kept as one number, the moment at which it will be full
 * again (the generic cell rate algorithm):
 *
 * <pre>
 *   now ──────── full again ──────── now + burst ──→ time
 *    |← taken out →|←   may be taken   →|
 * </pre>
 *
 * One who finds anything in it may take more than that, as one large message does, and pays by waiting longer for the next; not much
 * longer, for others may have to wait with him.
 */
public final class Bucket {
    /** Allows everything. */
    public static final Bucket OFF = new Bucket(0, Duration.ZERO, 0);

    private static final double NANOS = 1e9;
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final long LEAST_WAIT = 100;

    /** However much is taken beyond what there is, it is paid for after this time. */
    private static final long LONGEST_DEBT = Duration.ofSeconds(5).toNanos();

    private final double nanosEach;
    private final long burst;
    private final AtomicLong fullAt;

    /**
     * @param perSecond what flows in; 0 for no limit
     * @param burst the time in which as much flows in as the bucket holds
     * @param now as {@link System#nanoTime} has it
     */
    public Bucket(long perSecond, Duration burst, long now) {
        this.nanosEach = perSecond == 0 ? 0 : NANOS / perSecond;
        // The smallest bucket holds one.
        this.burst = Math.max(burst.toNanos(), (long) nanosEach);
        this.fullAt = new AtomicLong(now);
    }

    /** Takes so much out; 0, or in how many milliseconds it would be reasonable to come again, with nothing taken. */
    public long take(long amount, long now) {
        if (nanosEach == 0) {
            return 0;
        }
        while (true) {
            long at = fullAt.get();
            long missing = Math.max(0, at - now);
            if (missing >= burst) {
                // When it is half full again: one who came back for each single drop would be refused all the time.
                return Math.max(LEAST_WAIT, (missing - burst / 2) / NANOS_OF_MILLI);
            }
            if (fullAt.compareAndSet(at, without(amount, missing, now))) {
                return 0;
            }
        }
    }

    /** Takes so much out, whether it is there or not: for what has happened already. */
    public void charge(long amount, long now) {
        if (nanosEach == 0) {
            return;
        }
        while (true) {
            long at = fullAt.get();
            if (fullAt.compareAndSet(at, without(amount, Math.max(0, at - now), now))) {
                return;
            }
        }
    }

    private long without(long amount, long missing, long now) {
        long most = burst + LONGEST_DEBT;
        long cost = (long) Math.min(most, amount * nanosEach);
        return now + Math.min(most, missing + cost);
    }

    /** Whether nothing is missing, so that a new one would be the same. */
    public boolean isFull(long now) {
        return fullAt.get() - now <= 0;
    }
}
