package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * @param within how long a ticket may be used
 * @param perUser tickets that one user may have unused
 */
public record TicketSettings(Duration within, int perUser) {
    private static final Duration MOST = Duration.ofSeconds(30);

    public TicketSettings {
        AuthSettings.require(
                within.compareTo(Duration.ofSeconds(1)) >= 0 && within.compareTo(MOST) <= 0,
                "akkord.auth.tickets.within is a time from 1 s to 30 s.");
        AuthSettings.require(perUser > 0, "akkord.auth.tickets.per-user must be at least 1.");
    }

    static TicketSettings of(Config c) {
        return new TicketSettings(c.getDuration("within"), c.getInt("per-user"));
    }
}
