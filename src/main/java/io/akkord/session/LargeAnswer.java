package io.akkord.session;

import java.time.Duration;

/** The large answers of one session on their way to its client. While they move fast enough they keep others waiting, no longer. */
final class LargeAnswer {
    /** Less than this within {@link #WITHIN} and the place is for others. */
    private static final long LEAST = 256 * 1024;

    private static final long WITHIN = Duration.ofSeconds(5).toNanos();

    /** What a look came to. */
    enum Look {
        /** They are on their way. */
        MOVES,
        /** They have gone out. */
        DONE,
        /** They hardly move, and count no more; the session sends no others before they have gone out. */
        STANDS,
        /** Those that counted no more have gone out. */
        DONE_LATE
    }

    /** From here on an answer counts as large, in bytes. */
    static final long LARGE = 1 << 20;

    private final Outbox out;
    private long taken;
    private long since;
    private boolean standing;

    LargeAnswer(Outbox out) {
        this.out = out;
    }

    /** Whether no other may be sent now, though there may be a place. */
    boolean isStanding() {
        return standing;
    }

    void begin(long now) {
        taken = out.takenBytes();
        since = now;
    }

    Look look(long now) {
        if (out.drained()) {
            boolean late = standing;
            standing = false;
            return late ? Look.DONE_LATE : Look.DONE;
        }
        if (out.takenBytes() - taken >= LEAST) {
            begin(now);
        } else if (now - since >= WITHIN) {
            standing = true;
        }
        return standing ? Look.STANDS : Look.MOVES;
    }
}
