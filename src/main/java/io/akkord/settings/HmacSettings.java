package io.akkord.settings;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A secret that signs tokens, shared with whoever makes them.
 *
 * @param secret its characters
 * @param file or a file that holds them
 */
public record HmacSettings(Optional<String> secret, Optional<Path> file) {
    public HmacSettings {
        AuthSettings.require(
                secret.isEmpty() || file.isEmpty(),
                "The secret for tokens is given twice: by akkord.auth.hs256.secret (AKKORD_AUTH_HS256_SECRET) and by"
                        + " akkord.auth.hs256.secret-file (AKKORD_AUTH_HS256_SECRET_FILE). Give one of them.");
    }

    static HmacSettings of(Config c) {
        return new HmacSettings(
                AuthSettings.text(c, "secret"),
                AuthSettings.text(c, "secret-file").map(Path::of));
    }

    public boolean isGiven() {
        return secret.isPresent() || file.isPresent();
    }

    /** Where from, without the secret. */
    @Override
    public String toString() {
        return file.map(f -> "secret of " + f)
                .orElse(secret.isPresent() ? "secret of AKKORD_AUTH_HS256_SECRET" : "no secret");
    }
}
