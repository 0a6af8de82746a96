package io.akkord.edge.socket;

import io.akkord.settings.Settings;
import java.time.Duration;

/**
 * What one socket may cost.
 *
 * @param message bytes of one inbound message
 * @param fragments of one message
 * @param messageWithin time from the first to the last byte of one message
 * @param badMessages binary messages after which nothing more is read
 * @param openWithin time for the session to come up
 * @param keepAlive interval of pings while nothing comes in; after three without a sign of life the peer counts as gone
 * @param outboundHigh mark of queued bytes above which a session is told when they have drained
 * @param outboundLow mark below which they have
 * @param closeWithin time for queued frames and the closing handshake
 */
record SocketLimits(
        int message,
        int fragments,
        Duration messageWithin,
        int badMessages,
        Duration openWithin,
        Duration keepAlive,
        long outboundHigh,
        long outboundLow,
        Duration closeWithin) {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    static SocketLimits of(Settings settings) {
        return new SocketLimits(
                settings.limits().message(),
                settings.session().fragments(),
                settings.session().messageWithin(),
                settings.session().badMessages(),
                settings.session().helloWithin(),
                settings.session().keepAlive(),
                settings.session().outboundHigh(),
                settings.session().outboundLow(),
                CLOSE_WITHIN);
    }
}
