package io.akkord.bench.load;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Types into one hand. At a rate it keeps to its timetable whatever the server does: an edit made late is still due when it was
 * due, and none is left out. Without one it makes an edit as soon as the last is acknowledged.
 */
final class Writer {
    /** While so much waits behind the submission in flight, edits are owed instead: composing more would only cost. */
    private static final int MOST_UNSENT = 256;

    private static final long OWING_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Hand hand;
    private final long gap;
    private final LongSupplier clock;
    private final ScheduledExecutorService pool;
    private volatile long until = Long.MAX_VALUE;
    private volatile long due;

    /** @param rate edits per second; 0 for the closed loop */
    Writer(Hand hand, double rate, LongSupplier clock, ScheduledExecutorService pool) {
        this.hand = hand;
        this.gap = rate == 0 ? 0 : Math.max(1, (long) (1e9 / rate));
        this.clock = clock;
        this.pool = pool;
    }

    void start() {
        long now = clock.getAsLong();
        if (gap == 0) {
            hand.afterEachAcknowledgement(this::acknowledged);
            hand.edit(now);
        } else {
            long phase = hand.phase(gap);
            due = now + phase;
            schedule(phase);
        }
    }

    /** Nothing that is due later will be made; what is owed still will. */
    void finish(long at) {
        until = at;
    }

    /** Whether all that was due has been made. */
    boolean isFinished() {
        return gap == 0 || due >= until;
    }

    private void acknowledged() {
        long now = clock.getAsLong();
        if (now < until) {
            hand.edit(now);
        }
    }

    private void tick() {
        long now = clock.getAsLong();
        long next = due;
        while (next <= now && next < until) {
            if (hand.unsentEdits() >= MOST_UNSENT) {
                schedule(OWING_PAUSE_NANOS);
                return;
            }
            hand.edit(next);
            next += gap;
            due = next;
        }
        if (next < until) {
            schedule(next - now);
        }
    }

    private void schedule(long nanos) {
        var unused = pool.schedule(this::tick, nanos, TimeUnit.NANOSECONDS);
    }
}
