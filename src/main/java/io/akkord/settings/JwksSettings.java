package io.akkord.settings;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the public keys of tokens are, as a JSON Web Key Set.
 *
 * @param file that is read again when it changes
 * @param url or an address they are fetched from
 * @param refresh how often they are fetched
 * @param refetch the least time between two fetches because of keys that are not known
 * @param within how long a fetch may take
 * @param keep how long keys are believed that could not be fetched again
 * @param maxSize bytes of a key set
 */
public record JwksSettings(
        Optional<Path> file,
        Optional<URI> url,
        Duration refresh,
        Duration refetch,
        Duration within,
        Duration keep,
        int maxSize) {
    public JwksSettings {
        AuthSettings.require(
                file.isEmpty() || url.isEmpty(),
                "The keys for tokens are given twice: by akkord.auth.jwks.file (AKKORD_AUTH_JWKS_FILE) and by"
                        + " akkord.auth.jwks.url (AKKORD_AUTH_JWKS_URL). Give one of them.");
        AuthSettings.require(
                url.isEmpty() || isSafe(url.get()),
                "akkord.auth.jwks.url (AKKORD_AUTH_JWKS_URL) must be an https address, or http on this machine:"
                        + " whoever could change the keys on their way could sign tokens.");
        AuthSettings.atLeast(refresh, Duration.ofSeconds(1), "jwks.refresh");
        AuthSettings.atLeast(refetch, Duration.ofMillis(100), "jwks.refetch");
        AuthSettings.atLeast(within, Duration.ofMillis(100), "jwks.within");
        AuthSettings.atLeast(keep, refresh, "jwks.keep");
        AuthSettings.require(maxSize > 0, "akkord.auth.jwks.max-size must be a number of bytes.");
    }

    static JwksSettings of(Config c) {
        return new JwksSettings(
                AuthSettings.text(c, "file").map(Path::of),
                AuthSettings.text(c, "url").map(JwksSettings::uri),
                c.getDuration("refresh"),
                c.getDuration("refetch"),
                c.getDuration("within"),
                c.getDuration("keep"),
                Bytes.of(c, "max-size", "akkord.auth.jwks.max-size"));
    }

    public boolean isGiven() {
        return file.isPresent() || url.isPresent();
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "akkord.auth.jwks.url (AKKORD_AUTH_JWKS_URL) is not an address.", malformed);
        }
    }

    private static boolean isSafe(URI url) {
        String scheme = String.valueOf(url.getScheme());
        String host = String.valueOf(url.getHost());
        boolean here = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
        boolean plain = url.getHost() != null && url.getUserInfo() == null;
        return plain && (scheme.equalsIgnoreCase("https") || (scheme.equalsIgnoreCase("http") && here));
    }
}
