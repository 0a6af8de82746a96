package io.akkord.session;

import org.jspecify.annotations.Nullable;

/**
 * Lets the next frame in: not while as many messages as allowed, or as many bytes of them, are under way to objects or held back, nor
 * while the client does not read what it is sent or waits to be admitted. With nothing under way a frame of any size is let in.
 */
final class InboundGate {
    private final int most;
    private final long mostBytes;
    private int underWay;
    private long bytes;
    private boolean shut;
    private boolean paused;
    private @Nullable Runnable withheld;

    InboundGate(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** One more message is under way. */
    void began(long size) {
        underWay++;
        bytes += size;
    }

    /** So many messages, of so many bytes together, are not under way any more. */
    void ended(int count, long size) {
        underWay -= count;
        bytes -= size;
    }

    /** Whether the client does not read. */
    void shut(boolean whether) {
        shut = whether;
    }

    /** Whether the rest of a frame waits for an answer to its first messages. */
    void pause(boolean whether) {
        paused = whether;
    }

    /** A frame has been dealt with. */
    void processed(Runnable dealtWith) {
        withheld = dealtWith;
    }

    /** Tells the edge to go on if nothing stands against it; to be asked at the end of each turn. */
    void open() {
        if (withheld != null && !shut && !paused && underWay < most && bytes < mostBytes) {
            withheld.run();
            withheld = null;
        }
    }

    int underWay() {
        return underWay;
    }

    long bytesUnderWay() {
        return bytes;
    }
}
