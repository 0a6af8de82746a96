package io.akkord.settings;

import com.typesafe.config.Config;

/**
 * @param enabled whether objects, sessions and requests are counted at all
 * @param open whether {@code /metrics} is told without a token
 */
public record MetricsSettings(boolean enabled, boolean open) {
    static MetricsSettings of(Config c) {
        return new MetricsSettings(c.getBoolean("enabled"), c.getBoolean("open"));
    }
}
