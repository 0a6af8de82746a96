package io.akkord.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.akkord.settings.AuthSettings;
import io.akkord.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which settings a server lets in anybody at all. */
class AccessStartTest {
    @TempDir
    Path folder;

    private static Access open(String... lines) {
        MemoryAccess stored = new MemoryAccess();
        return Access.open(Doorkeeper.settings("", lines), stored, stored, System::currentTimeMillis);
    }

    private static void refuses(String part, String... lines) {
        assertThatThrownBy(() -> open(lines).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void whatIsMeantMustBeClear() {
        refuses("none or jwt", "akkord.auth.mode = basic");
        refuses("needs a key", "akkord.auth.mode = jwt");
        refuses("set it to jwt", "akkord.auth.hs256.secret = \"" + TokenMint.SECRET + "\"");
        refuses("at least 32 bytes", "akkord.auth { mode = jwt, hs256.secret = hidden }");
        refuses("at least 32 bytes", "akkord.auth { mode = jwt, hs256.secret = \"hidden4567890123456789012345678\" }");
        refuses(
                "given twice",
                "akkord.auth { mode = jwt, hs256.secret = \"hidden4567890123456789012345678901\", jwks.file = x }");
        refuses("given twice", "akkord.auth { mode = jwt, hs256 { secret = hidden, secret-file = x } }");
        refuses("given twice", "akkord.auth { mode = jwt, jwks { file = x, url = \"https://a.example\" } }");
        refuses("must be an https address", "akkord.auth { mode = jwt, jwks.url = \"http://a.example/keys\" }");
        refuses("must be an https address", "akkord.auth { mode = jwt, jwks.url = \"http://127.0.0.1.a.example/\" }");
        refuses("must be an https address", "akkord.auth { mode = jwt, jwks.url = \"http://localhost@a.example/\" }");
        refuses("must be an https address", "akkord.auth { mode = jwt, jwks.url = \"file:///etc/keys\" }");
        refuses("must be an https address", "akkord.auth { mode = jwt, jwks.url = \"keys\" }");
        refuses("must be an https address", "akkord.auth { mode = jwt, jwks.url = \"https://a:hidden@a.example\" }");
        refuses("is not an address", "akkord.auth { mode = jwt, jwks.url = \"http://a b\" }");
        refuses("cannot be read", "akkord.auth { mode = jwt, hs256.secret-file = /nowhere/at/all }");
        refuses("cannot be read", "akkord.auth { mode = jwt, jwks.file = /nowhere/at/all }");
        refuses("leeway", "akkord.auth.leeway = 6 minutes");
        refuses("tickets", "akkord.auth.tickets.within = 31 s");
        refuses("revocations", "akkord.auth.revocations.every = 21 s");
        refuses("max-token", "akkord.auth.max-token = 10 MiB");
    }

    @Test
    void aSecretMayStandInAFile() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, TokenMint.SECRET + "\n");
        try (Access access = open("akkord.auth { mode = jwt, hs256.secret-file = \"" + file + "\" }")) {
            String token = TokenMint.token(TokenMint.claims("Ann", "", Map.of()));
            assertThat(access.admission()
                            .admit(Optional.of(token))
                            .toCompletableFuture()
                            .join()
                            .user())
                    .isEqualTo("Ann");
            assertThat(access.admission().admit(Optional.empty()).toCompletableFuture())
                    .isCompletedExceptionally();
        }
        Files.writeString(file, "short");
        refuses("at least 32 bytes", "akkord.auth { mode = jwt, hs256.secret-file = \"" + file + "\" }");
    }

    @Test
    void withoutAuthenticationEverybodyIsAnAdministrator() {
        try (Access access = open()) {
            assertThat(access.admission()
                            .admit(Optional.empty())
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(Principal.ANYBODY);
        }
    }

    @Test
    void theExampleOfADeploymentIsOne() {
        AuthSettings settings = Settings.of(
                        ConfigFactory.parseFile(Path.of("conf/jwt.conf").toFile())
                                .withFallback(ConfigFactory.load())
                                .resolve())
                .auth();
        assertThat(settings.mode()).isEqualTo(AuthSettings.Mode.JWT);
        assertThat(settings.jwks().url()).isPresent();
        assertThat(settings.audience()).contains("akkord");
    }

    @Test
    void settingsDoNotShowTheSecret() {
        AuthSettings settings = Doorkeeper.settings(
                "", "akkord.auth { mode = jwt, hs256.secret = \"hidden4567890123456789012345678901\" }");
        assertThat(settings.toString()).doesNotContain("hidden").contains("AKKORD_AUTH_HS256_SECRET");
    }

    @Test
    void aServerThatCannotReadWhatWasRevokedDoesNotStart() {
        MemoryAccess stored = new MemoryAccess();
        stored.fail();
        assertThatThrownBy(() -> Access.open(Doorkeeper.settings(""), stored, stored, System::currentTimeMillis))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("What was revoked cannot be read.");
    }
}
