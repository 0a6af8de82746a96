package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Connections from clients.
 *
 * @param most at once; those beyond are told so
 * @param newPerSecond how many are taken in; the others wait in the queue of the operating system
 * @param requestWithin how long the first request on a connection may take to arrive, the handshake of TLS included
 * @param idleAfter how long the next one may take
 */
public record ConnectionSettings(int most, int newPerSecond, Duration requestWithin, Duration idleAfter) {
    public ConnectionSettings {
        if (most < 1 || most > 1_000_000) {
            throw new IllegalArgumentException(
                    "akkord.http.max-connections (AKKORD_HTTP_MAX_CONNECTIONS) is a number from 1 to 1,000,000.");
        }
        if (newPerSecond < 1 || newPerSecond > 1_000_000) {
            throw new IllegalArgumentException(
                    "akkord.http.new-connections-per-second (AKKORD_HTTP_NEW_CONNECTIONS_PER_SECOND) is a number from 1.");
        }
        if (requestWithin.toMillis() < 100 || idleAfter.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "akkord.http.request-within and akkord.http.idle-after are times from 100 ms.");
        }
    }

    static ConnectionSettings of(Config c) {
        return new ConnectionSettings(
                c.getInt("max-connections"),
                c.getInt("new-connections-per-second"),
                c.getDuration("request-within"),
                c.getDuration("idle-after"));
    }

    /** Connections beyond the most that stay until they have been told; those beyond these are cut off. */
    public int spare() {
        return Math.max(1_000, most / 4);
    }
}
