package io.akkord.settings;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Locale;

/**
 * Proxies whose word about clients is taken.
 *
 * @param trusted addresses, or ranges of them such as {@code 10.0.0.0/8}
 * @param header in which they say it
 */
public record ProxySettings(List<String> trusted, Header header) {
    /** Only one is read: a proxy passes on, as it came, the one that it does not write itself. */
    public enum Header {
        X_FORWARDED_FOR,
        FORWARDED
    }

    public ProxySettings {
        trusted = List.copyOf(trusted);
    }

    static ProxySettings of(Config c) {
        Header header = switch (c.getString("forwarded-header").toLowerCase(Locale.ROOT)) {
            case "x-forwarded-for" -> Header.X_FORWARDED_FOR;
            case "forwarded" -> Header.FORWARDED;
            default ->
                throw new IllegalArgumentException(
                        "akkord.http.forwarded-header (AKKORD_HTTP_FORWARDED_HEADER) is X-Forwarded-For or Forwarded.");
        };
        return new ProxySettings(HttpSettings.list(c, "trusted-proxies"), header);
    }
}
