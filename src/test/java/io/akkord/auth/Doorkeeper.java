package io.akkord.auth;

import com.typesafe.config.ConfigFactory;
import io.akkord.settings.AuthSettings;
import io.akkord.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An admission with a clock that the test holds in its hand. */
final class Doorkeeper {
    static final long NOW = 1_800_000_000_000L;

    final AtomicLong clock = new AtomicLong(NOW);
    final MemoryAccess stored = new MemoryAccess();
    final AuthSettings settings;
    final Revocations revocations;
    final TokenAdmission admission;

    Doorkeeper(String... more) {
        this(KeySource.of(KeyRing.ofSecret(TokenMint.SECRET.getBytes(StandardCharsets.UTF_8))), more);
    }

    Doorkeeper(KeySource keys, String... more) {
        settings = settings("akkord.auth { mode = jwt, hs256.secret = \"" + TokenMint.SECRET + "\" }", more);
        revocations = new Revocations(stored, settings, clock::get);
        admission = new TokenAdmission(settings, keys, revocations, clock::get);
    }

    static AuthSettings settings(String first, String... more) {
        var config = ConfigFactory.parseString(String.join("\n", more))
                .withFallback(ConfigFactory.parseString(first))
                .withFallback(ConfigFactory.load());
        return Settings.of(config.resolve()).auth();
    }

    Principal admit(String token) {
        return await(Optional.of(token));
    }

    private Principal await(Optional<String> token) {
        return admission
                .admit(token)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** The sentence with which a token is refused. */
    String refusal(String token) {
        return refusal(Optional.of(token));
    }

    String refusal(Optional<String> token) {
        try {
            throw new AssertionError("let in: " + await(token));
        } catch (CompletionException refused) {
            if (!(refused.getCause() instanceof TokenRefused)) {
                throw new AssertionError("not a refusal", refused);
            }
            return TokenRefused.sentence(refused);
        }
    }
}
