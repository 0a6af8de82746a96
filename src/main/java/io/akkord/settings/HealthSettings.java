package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * @param keep how long an answer of {@code /health/state-manager} stands for those who ask after it
 * @param within how long a check may take
 * @param sample objects that one check of consistency replays
 * @param replay commits of an object that it replays at most
 */
public record HealthSettings(Duration keep, Duration within, int sample, int replay) {
    static HealthSettings of(Config c) {
        return new HealthSettings(
                c.getDuration("keep"), c.getDuration("within"), c.getInt("sample"), c.getInt("replay"));
    }
}
