package io.akkord.settings;

import com.typesafe.config.Config;
import java.net.URI;

/**
 * @param enabled whether anybody is followed at all
 * @param endpoint takes OTLP over HTTP
 * @param sample share of what arrives that is followed, 0 to 1
 */
public record TracingSettings(boolean enabled, URI endpoint, double sample) {
    public TracingSettings {
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("akkord.tracing.sample (AKKORD_TRACING_SAMPLE) is a share from 0 to 1.");
        }
        String scheme = String.valueOf(endpoint.getScheme());
        if (enabled && (endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https")))) {
            throw new IllegalArgumentException(
                    "akkord.tracing.endpoint (AKKORD_TRACING_ENDPOINT) is an address such as http://localhost:4318/v1/traces.");
        }
    }

    static TracingSettings of(Config c) {
        return new TracingSettings(c.getBoolean("enabled"), URI.create(c.getString("endpoint")), c.getDouble("sample"));
    }
}
