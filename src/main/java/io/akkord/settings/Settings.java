package io.akkord.settings;

import com.typesafe.config.Config;
import java.nio.file.Path;

/** All of {@code akkord} in the configuration. */
public record Settings(
        HttpSettings http,
        AuthSettings auth,
        Path dataDirectory,
        StorageSettings storage,
        ObjectSettings object,
        SessionSettings session,
        LimitSettings limits,
        HealthSettings health,
        MetricsSettings metrics,
        TracingSettings tracing,
        NamespaceSettings namespaces) {
    public static Settings of(Config root) {
        Config c = root.getConfig("akkord");
        return new Settings(
                HttpSettings.of(c.getConfig("http")),
                AuthSettings.of(c.getConfig("auth")),
                Path.of(c.getString("data-dir")),
                StorageSettings.of(c.getConfig("storage")),
                ObjectSettings.of(c.getConfig("object")),
                SessionSettings.of(c.getConfig("session")),
                LimitSettings.of(c.getConfig("limits"), knowsUsers(c)),
                HealthSettings.of(c.getConfig("health")),
                MetricsSettings.of(c.getConfig("metrics")),
                TracingSettings.of(c.getConfig("tracing")),
                NamespaceSettings.of(c.getConfig("namespaces")));
    }

    private static boolean knowsUsers(Config c) {
        return c.hasPath("auth.mode") && c.getString("auth.mode").trim().equalsIgnoreCase("jwt");
    }
}
