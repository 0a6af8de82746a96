package io.akkord.session;

/**
 * A bucket of one second's messages that fills evenly. One who goes on against refusals, without a pause in which the bucket gets half
 * full, ignores them after as many refusals as the bucket holds (ten at least).
 */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double left;
    private long filledAt;
    private int refused;

    /**
     * @param perSecond messages; 0 for no limit
     */
    RateLimit(int perSecond, long nanoTime) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.filledAt = nanoTime;
    }

    /** Whether one more message may be handled now. */
    boolean allows(long nanoTime) {
        if (perSecond == 0) {
            return true;
        }
        left = Math.min(perSecond, left + (nanoTime - filledAt) / NANOS * perSecond);
        filledAt = nanoTime;
        if (left * 2 >= perSecond) {
            refused = 0;
        }
        if (left >= 1) {
            left -= 1;
            return true;
        }
        refused++;
        return false;
    }

    boolean ignored() {
        return refused > Math.max(10, perSecond);
    }

    /** When a refused client may go on. */
    long retryAfterMillis() {
        return Math.max(100, Math.round(500.0 + 500.0 / perSecond));
    }
}
