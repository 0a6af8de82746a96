package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may come in. Every combination that leaves open what is meant is refused with a sentence for the operator.
 *
 * @param issuer that tokens must name; empty for any
 * @param audience that tokens must name; empty for any
 * @param leeway by how much the clocks of those who make tokens may be wrong
 * @param maxToken characters of a token
 * @param maxLifetime how long tokens may be good for; zero for any time
 * @param cache tokens that are remembered as verified
 */
public record AuthSettings(
        Mode mode,
        HmacSettings hs256,
        JwksSettings jwks,
        Optional<String> issuer,
        Optional<String> audience,
        Duration leeway,
        int maxToken,
        Duration maxLifetime,
        int cache,
        TicketSettings tickets,
        RevocationSettings revocations) {
    private static final Duration MOST_LEEWAY = Duration.ofMinutes(5);

    /** How users are known. */
    public enum Mode {
        /** Not at all: everybody is an administrator. */
        NONE,
        /** By a signed token. */
        JWT
    }

    public AuthSettings {
        boolean keys = hs256.isGiven() || jwks.isGiven();
        require(
                mode == Mode.NONE || keys,
                "The mode jwt of akkord.auth needs a key: set akkord.auth.hs256.secret (AKKORD_AUTH_HS256_SECRET), or"
                        + " akkord.auth.jwks.file (AKKORD_AUTH_JWKS_FILE) or url (AKKORD_AUTH_JWKS_URL).");
        require(
                mode == Mode.JWT || !keys,
                "There are keys for tokens, but akkord.auth.mode (AKKORD_AUTH_MODE) is none: set it to jwt.");
        require(
                !hs256.isGiven() || !jwks.isGiven(),
                "The keys for tokens are given twice: by akkord.auth.hs256 and by akkord.auth.jwks. Give one of them.");
        require(
                !leeway.isNegative() && leeway.compareTo(MOST_LEEWAY) <= 0,
                "akkord.auth.leeway is a time up to 5 minutes.");
        require(maxToken >= 256 && maxToken <= 65_536, "akkord.auth.max-token is from 256 B to 64 KiB.");
        require(!maxLifetime.isNegative(), "akkord.auth.max-lifetime is a time, or 0 for none.");
        require(cache >= 0, "akkord.auth.cache is a number of tokens.");
    }

    static AuthSettings of(Config c) {
        return new AuthSettings(
                mode(c.getString("mode")),
                HmacSettings.of(c.getConfig("hs256")),
                JwksSettings.of(c.getConfig("jwks")),
                text(c, "issuer"),
                text(c, "audience"),
                c.getDuration("leeway"),
                Bytes.of(c, "max-token", "akkord.auth.max-token"),
                c.getDuration("max-lifetime"),
                c.getInt("cache"),
                TicketSettings.of(c.getConfig("tickets")),
                RevocationSettings.of(c.getConfig("revocations")));
    }

    private static Mode mode(String name) {
        for (Mode mode : Mode.values()) {
            if (mode.name().equalsIgnoreCase(name.trim())) {
                return mode;
            }
        }
        throw new IllegalArgumentException("akkord.auth.mode (AKKORD_AUTH_MODE) is none or jwt.");
    }

    static Optional<String> text(Config c, String path) {
        return Optional.of(c.getString(path).trim()).filter(s -> !s.isEmpty());
    }

    static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    static void atLeast(Duration given, Duration least, String setting) {
        require(
                given.compareTo(least) >= 0,
                "akkord.auth." + setting + " must be at least " + least.toMillis() + " ms.");
    }
}
