package io.akkord.settings;

import com.typesafe.config.Config;

/**
 * What one user, address or object may do on one node; 0 for no limit. Rates are per second.
 *
 * @param connections sockets at once; of an address that is no proxy all its connections, of an object those who have joined it
 * @param handshakesPerSecond new connections, where they are not a proxy's; of addresses only
 * @param requestsPerSecond over HTTP, handshakes of sockets among them
 * @param messagesPerSecond on sockets
 * @param bytesPerSecond received, on sockets and in bodies
 * @param presencePerSecond presences set
 * @param streams answers at once that take their time: histories line by line, and events
 */
public record Allowance(
        int connections,
        int handshakesPerSecond,
        int requestsPerSecond,
        int messagesPerSecond,
        long bytesPerSecond,
        int presencePerSecond,
        int streams) {
    public static final Allowance UNLIMITED = new Allowance(0, 0, 0, 0, 0, 0, 0);

    public Allowance {
        if (connections < 0
                || handshakesPerSecond < 0
                || requestsPerSecond < 0
                || messagesPerSecond < 0
                || bytesPerSecond < 0
                || presencePerSecond < 0
                || streams < 0) {
            throw new IllegalArgumentException("The limits in akkord.limits are numbers from 0, which is none.");
        }
    }

    static Allowance of(Config c) {
        return new Allowance(
                c.getInt("connections"),
                c.hasPath("handshakes-per-second") ? c.getInt("handshakes-per-second") : 0,
                c.getInt("requests-per-second"),
                c.getInt("messages-per-second"),
                c.getBytes("bytes-per-second"),
                c.getInt("presence-per-second"),
                c.getInt("streams"));
    }
}
