package io.akkord.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.akkord.settings.Settings;
import java.time.Duration;

/** How Akka Persistence is told to use a {@link Database}. */
public final class JournalConfig {
    private JournalConfig() {}

    /**
     * A layer to put over all other configuration of an actor system that uses {@code database}. The journal gives up on a write
     * before the object does, so that the object hears of it as a failure. Akka confirms a write only after the snapshot that was due
     * with it was answered: both together end before the object's patience, so that a snapshot that stalls costs no commit.
     */
    public static Config of(Settings settings, Database database) {
        Duration patience = settings.object().writeTimeout();
        return of(database)
                .withValue("jdbc-journal.circuit-breaker.call-timeout", value(patience.dividedBy(2)))
                .withValue("jdbc-snapshot-store.circuit-breaker.call-timeout", value(patience.dividedBy(4)));
    }

    private static ConfigValue value(Duration duration) {
        return ConfigValueFactory.fromAnyRef(duration);
    }

    static Config of(Database database) {
        return ConfigFactory.parseResources(JournalConfig.class.getClassLoader(), "db/journal.conf")
                .withValue(OpenDatabases.NAME, ConfigValueFactory.fromAnyRef(database.name()));
    }
}
