package io.akkord;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.akkord.journal.Database;
import io.akkord.journal.JournalConfig;
import io.akkord.settings.Settings;
import java.util.List;

/**
 * Everything that is configured, in its layers.
 *
 * @param overrides win over every file and the environment
 * @param resolved all of it
 */
record StartConfig(Config overrides, Config resolved) {
    /** Not for those who may print the configuration. */
    private static final List<String> SECRETS = List.of("akkord.namespaces.keyset", "akkord.auth.hs256.secret");

    static StartConfig of(Config overrides) {
        Config config = overrides
                .withFallback(ConfigFactory.defaultApplication())
                .withFallback(ConfigFactory.parseResources("akkord-akka.conf"))
                .withFallback(ConfigFactory.defaultReference());
        return new StartConfig(
                overrides, ConfigFactory.systemProperties().withFallback(config).resolve());
    }

    /** For the actor system, with the journal it shall write to. */
    Config with(Settings settings, Database database) {
        Config layered = overrides
                .withFallback(JournalConfig.of(settings, database))
                .withFallback(resolved)
                .resolve();
        for (String secret : SECRETS) {
            // Not without it: Akka would fill the gap from reference.conf, and so from the environment.
            layered = layered.withValue(secret, ConfigValueFactory.fromAnyRef(""));
        }
        return layered;
    }
}
