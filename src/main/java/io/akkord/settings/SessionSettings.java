package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * @param helloWithin time for the first message
 * @param submitTimeout after which an undecided submission is answered {@code UNAVAILABLE}
 * @param requestTimeout the same for HTTP
 * @param maxPending messages of a session under way towards objects before it stops reading
 * @param maxPendingBytes and their bytes
 * @param largeAnswers answers of 1 MiB and more on their way to clients at once, per node
 * @param presenceEvery least time between two presences of a session that an object hears of
 * @param broadcastsPerSecond broadcasts of a session
 * @param broadcastBytesPerSecond and their bytes
 * @param catchUpBytes about how much goes into one message of catch-up
 * @param outboundHigh queued bytes above which a session stops following the stream and catches up later from the journal
 * @param outboundLow queued bytes below which it does so
 * @param slowAfter how long a session may stay above before it is closed
 * @param badMessages messages that are refused as {@code BAD_MESSAGE} before the socket is closed
 * @param fragments fragments of one message
 * @param messageWithin time for all fragments of one message
 * @param keepAlive interval of pings on an idle socket
 */
public record SessionSettings(
        Duration helloWithin,
        Duration submitTimeout,
        Duration requestTimeout,
        int maxPending,
        long maxPendingBytes,
        int largeAnswers,
        Duration presenceEvery,
        int broadcastsPerSecond,
        long broadcastBytesPerSecond,
        int catchUpBytes,
        long outboundHigh,
        long outboundLow,
        Duration slowAfter,
        int badMessages,
        int fragments,
        Duration messageWithin,
        Duration keepAlive) {
    static SessionSettings of(Config c) {
        return new SessionSettings(
                c.getDuration("hello-within"),
                c.getDuration("submit-timeout"),
                c.getDuration("request-timeout"),
                c.getInt("max-pending"),
                c.getBytes("max-pending-bytes"),
                c.getInt("large-answers"),
                c.getDuration("presence-every"),
                c.getInt("broadcasts-per-second"),
                c.getBytes("broadcast-bytes-per-second"),
                Bytes.of(c, "catch-up-bytes", "akkord.session.catch-up-bytes"),
                c.getBytes("outbound-high"),
                c.getBytes("outbound-low"),
                c.getDuration("slow-after"),
                c.getInt("bad-messages"),
                c.getInt("fragments"),
                c.getDuration("message-within"),
                c.getDuration("keep-alive"));
    }
}
