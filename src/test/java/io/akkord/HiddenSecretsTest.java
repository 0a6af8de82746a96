package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import com.typesafe.config.ConfigFactory;
import io.akkord.auth.TokenMint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the server may know is not in the configuration that its actor system, and whoever prints that, has. */
class HiddenSecretsTest {
    @TempDir
    Path folder;

    @Test
    void theActorSystemDoesNotKnowTheSecretForTokens() {
        System.setProperty("akkord.auth.hs256.secret", TokenMint.SECRET);
        ConfigFactory.invalidateCaches();
        try (Akkord akkord = Akkord.start(ConfigFactory.parseString(
                "akkord { auth.mode = jwt, http.port = 0, data-dir = \"" + folder + "\" }"))) {
            ActorSystem system = akkord.system().classicSystem();
            assertThat(system.settings().config().getString("akkord.auth.hs256.secret"))
                    .isEmpty();
            assertThat(system.settings().config().root().render()).doesNotContain(TokenMint.SECRET.substring(3));
        } finally {
            System.clearProperty("akkord.auth.hs256.secret");
            ConfigFactory.invalidateCaches();
        }
    }
}
