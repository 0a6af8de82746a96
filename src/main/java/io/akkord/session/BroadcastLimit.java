package io.akkord.session;

/**
 * How much one session may broadcast: two buckets, of messages and of bytes, that hold what is allowed in a second and fill evenly.
 * Broadcasts reach everybody in an object and are not taken back by any window, so they are bounded where no rate is configured too.
 */
final class BroadcastLimit {
    private static final double NANOS = 1e9;

    private final double mostMessages;
    private final double mostBytes;
    private double messages;
    private double bytes;
    private long filledAt;

    BroadcastLimit(int messagesPerSecond, long bytesPerSecond, long nanoTime) {
        this.mostMessages = messagesPerSecond;
        this.mostBytes = bytesPerSecond;
        this.messages = messagesPerSecond;
        this.bytes = bytesPerSecond;
        this.filledAt = nanoTime;
    }

    /** Whether a broadcast of so many bytes may go out now; it counts only if so. */
    boolean allows(int size, long nanoTime) {
        double seconds = (nanoTime - filledAt) / NANOS;
        messages = Math.min(mostMessages, messages + seconds * mostMessages);
        bytes = Math.min(mostBytes, bytes + seconds * mostBytes);
        filledAt = nanoTime;
        if (messages < 1 || bytes < size) {
            return false;
        }
        messages -= 1;
        bytes -= size;
        return true;
    }

    /** When one that was just refused would be allowed. */
    long retryAfterMillis(int size) {
        double seconds = Math.max((1 - messages) / mostMessages, (size - bytes) / mostBytes);
        return Math.max(10, (long) Math.ceil(seconds * 1_000));
    }
}
