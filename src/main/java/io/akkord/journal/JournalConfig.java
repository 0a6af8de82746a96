package io.akkord.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.akkord.settings.Settings;

/** How Akka Persistence is told to use a {@link Database}. */
public final class JournalConfig {
    private JournalConfig() {}

    /** A layer to put over all other configuration of an actor system that uses {@code database}. */
    public static Config of(Settings settings, Database database) {
        return of(database);
    }

    static Config of(Database database) {
        return ConfigFactory.parseResources(JournalConfig.class.getClassLoader(), "db/journal.conf")
                .withValue(OpenDatabases.NAME, ConfigValueFactory.fromAnyRef(database.name()));
    }
}
