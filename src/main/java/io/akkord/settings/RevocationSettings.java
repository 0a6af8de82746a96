package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * @param every how often is looked for what other nodes have revoked
 * @param perTenant revocations that a tenant may have
 */
public record RevocationSettings(Duration every, int perTenant) {
    private static final Duration MOST = Duration.ofSeconds(20);

    public RevocationSettings {
        AuthSettings.require(
                every.compareTo(Duration.ofMillis(100)) >= 0 && every.compareTo(MOST) <= 0,
                "akkord.auth.revocations.every is a time from 100 ms to 20 s.");
        AuthSettings.require(perTenant > 0, "akkord.auth.revocations.per-tenant must be at least 1.");
    }

    static RevocationSettings of(Config c) {
        return new RevocationSettings(c.getDuration("every"), c.getInt("per-tenant"));
    }
}
