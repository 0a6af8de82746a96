package io.akkord.limit;

import io.akkord.settings.Allowance;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one user, address or object does on this node. Answers are the milliseconds after which to come again, 0 for yes; of several
 * meters that one asks in turn, those before the one that refuses have counted.
 */
public final class Meter {
    private final Allowance allowance;
    private final Bucket requests;
    private final Bucket messages;
    private final Bucket bytes;
    private final Bucket presence;
    private final Bucket handshakes;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    Meter(Allowance allowance, Duration burst, long now) {
        this.allowance = allowance;
        this.requests = bucket(allowance.requestsPerSecond(), burst, now);
        this.messages = bucket(allowance.messagesPerSecond(), burst, now);
        this.bytes = bucket(allowance.bytesPerSecond(), burst, now);
        this.presence = bucket(allowance.presencePerSecond(), burst, now);
        this.handshakes = bucket(allowance.handshakesPerSecond(), burst, now);
    }

    private static Bucket bucket(long perSecond, Duration burst, long now) {
        return perSecond == 0 ? Bucket.OFF : new Bucket(perSecond, burst, now);
    }

    public long request(long now) {
        return requests.take(1, now);
    }

    public long message(long now) {
        return messages.take(1, now);
    }

    public long bytes(long amount, long now) {
        return bytes.take(amount, now);
    }

    /** So much has been received, whether it was allowed or not. */
    public void received(long amount, long now) {
        bytes.charge(amount, now);
    }

    public long presence(long now) {
        return presence.take(1, now);
    }

    public long handshake(long now) {
        return handshakes.take(1, now);
    }

    /** Whether there is room for one more connection, without taking it. */
    public boolean hasRoom() {
        return allowance.connections() == 0 || connections.get() < allowance.connections();
    }

    /** Takes the room for one more connection, where there is any. */
    boolean connect() {
        int most = allowance.connections() == 0 ? Integer.MAX_VALUE : allowance.connections();
        return connections.getAndUpdate(n -> n < most ? n + 1 : n) < most;
    }

    /** Counts a connection that is there, whatever is allowed. */
    void connected() {
        connections.incrementAndGet();
    }

    public void disconnect() {
        connections.decrementAndGet();
    }

    /** Whether there is room for one more stream, without taking it. */
    public boolean hasRoomForStream() {
        return allowance.streams() == 0 || streams.get() < allowance.streams();
    }

    /** Counts a stream that is there, whatever is allowed. */
    void streaming() {
        streams.incrementAndGet();
    }

    public void closeStream() {
        streams.decrementAndGet();
    }

    /** Whether a new one would be the same. */
    boolean isIdle(long now) {
        return connections.get() == 0
                && streams.get() == 0
                && requests.isFull(now)
                && messages.isFull(now)
                && bytes.isFull(now)
                && presence.isFull(now)
                && handshakes.isFull(now);
    }
}
