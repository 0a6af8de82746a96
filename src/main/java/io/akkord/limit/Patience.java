package io.akkord.limit;

import java.util.concurrent.TimeUnit;

/**
 * Tells one who goes on against refusals from one who was only too fast. Who does not come again before the time he was told has
 * heeded them all; who is refused more often than that within one such time does not read what he is told. Of one connection, for one
 * thread.
 */
public final class Patience {
    private static final int LEAST = 10;

    private final int most;
    private int refused;
    private long until;

    /** @param most refusals of messages that may have been on their way when the first was sent; 10 at least */
    public Patience(int most) {
        this.most = Math.max(LEAST, most);
    }

    /** A message has come. */
    public void came(long now) {
        if (refused > 0 && now - until >= 0) {
            refused = 0;
        }
    }

    /** It was refused; whether that has been ignored too often. */
    public boolean refused(long now, long retryAfterMillis) {
        if (refused == 0) {
            until = now + TimeUnit.MILLISECONDS.toNanos(retryAfterMillis);
        }
        return ++refused > most;
    }
}
