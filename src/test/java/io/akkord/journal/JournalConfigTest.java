package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalConfigTest {
    @TempDir
    Path directory;

    @Test
    void the_layer_wins_over_the_defaults_of_every_library() {
        Config root = ConfigFactory.parseString("akkord.data-dir = \"" + directory + "\"")
                .withFallback(ConfigFactory.load());
        Settings settings = Settings.of(root);
        try (Database database = Database.open(settings)) {
            Config config = JournalConfig.of(settings, database)
                    .withFallback(ConfigFactory.load())
                    .resolve();

            assertThat(config.getString("akka.persistence.journal.plugin")).isEqualTo("jdbc-journal");
            assertThat(config.getString("akka.persistence.snapshot-store.plugin"))
                    .isEqualTo("jdbc-snapshot-store");
            assertThat(config.getString("jdbc-journal.replay-filter.mode")).isEqualTo("fail");
            assertThat(config.getString("jdbc-journal.use-shared-db"))
                    .isEqualTo(config.getString("jdbc-snapshot-store.use-shared-db"));
            assertThat(config.getDuration("jdbc-journal.circuit-breaker.call-timeout")
                            .plus(config.getDuration("jdbc-snapshot-store.circuit-breaker.call-timeout")))
                    .isLessThan(settings.object().writeTimeout());
        }
    }
}
