package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Locale;

/**
 * How much anybody may do.
 *
 * @param burst what is allowed in this time may come at once
 * @param keys users, addresses and objects that are counted one by one, of each
 */
public record TrafficSettings(Duration burst, int keys, Allowance perUser, Allowance perAddress, Allowance perObject) {
    private static final Duration MOST_BURST = Duration.ofMinutes(1);

    /** Nothing is limited. */
    public static final TrafficSettings OFF = new TrafficSettings(
            Duration.ofSeconds(1), 1, Allowance.UNLIMITED, Allowance.UNLIMITED, Allowance.UNLIMITED);

    public TrafficSettings {
        if (burst.toMillis() < 100 || burst.compareTo(MOST_BURST) > 0) {
            throw new IllegalArgumentException("akkord.limits.burst is a time from 100 ms to 1 minute.");
        }
        if (keys < 1) {
            throw new IllegalArgumentException("akkord.limits.keys is a number from 1.");
        }
    }

    /** Whether anything is limited. */
    public boolean isOn() {
        return !perUser.equals(Allowance.UNLIMITED)
                || !perAddress.equals(Allowance.UNLIMITED)
                || !perObject.equals(Allowance.UNLIMITED);
    }

    /** @param known whether users are known by tokens */
    static TrafficSettings of(Config c, boolean known) {
        boolean on = switch (c.getString("enforce").toLowerCase(Locale.ROOT)) {
            case "auto" -> known;
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default ->
                throw new IllegalArgumentException("akkord.limits.enforce (AKKORD_LIMITS_ENFORCE) is auto, on or off.");
        };
        return new TrafficSettings(
                c.getDuration("burst"),
                c.getInt("keys"),
                on ? Allowance.of(c.getConfig("per-user")) : Allowance.UNLIMITED,
                on ? Allowance.of(c.getConfig("per-address")) : Allowance.UNLIMITED,
                on ? Allowance.of(c.getConfig("per-object")) : Allowance.UNLIMITED);
    }
}
