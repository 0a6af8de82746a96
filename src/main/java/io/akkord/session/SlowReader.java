package io.akkord.session;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;

/**
 * Notices a client that does not take what it is sent. While it does not, nothing of the streams is sent to it and nothing more is
 * read from it; when it has taken nothing at all for a while it is given up.
 */
final class SlowReader {
    private static final long MOST_BETWEEN_CHECKS = 1_000;

    private final Outbox out;
    private final InboundGate gate;
    private final TimerScheduler<SessionCommand> timers;
    private final Duration after;
    private boolean slow;
    private long least;
    private long since;

    SlowReader(Outbox out, InboundGate gate, TimerScheduler<SessionCommand> timers, Duration after) {
        this.out = out;
        this.gate = gate;
        this.timers = timers;
        this.after = after;
    }

    /** Whether nothing of the streams may be sent now; asked before each part of them. */
    boolean isSlow() {
        if (!slow && out.full()) {
            out.flush();
            slow = true;
            gate.shut(true);
            least = out.queuedBytes();
            since = System.nanoTime();
            SessionCommand check = new SessionInternal.SlowCheck();
            long every = Math.max(10, Math.min(MOST_BETWEEN_CHECKS, after.toMillis() / 4));
            timers.startTimerWithFixedDelay(check, check, Duration.ofMillis(every));
        }
        return slow;
    }

    /** Looks at the end of a turn: also answers that belong to no stream fill the queue. */
    void watch() {
        isSlow();
    }

    /** The queue is short again; whether it had been long. */
    boolean drained() {
        boolean was = slow;
        slow = false;
        gate.shut(false);
        timers.cancel(new SessionInternal.SlowCheck());
        return was;
    }

    /** Whether the queue is short although nobody said so. */
    boolean hasDrained() {
        return slow && out.drained();
    }

    /** Whether the client is to be given up. */
    boolean isHopeless() {
        long queued = out.queuedBytes();
        if (queued < least) {
            least = queued;
            since = System.nanoTime();
        }
        return slow && System.nanoTime() - since >= after.toNanos();
    }
}
