package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * Header fields that tell browsers what not to do. An empty text leaves the field out.
 *
 * @param frameAncestors which pages may show the built-in ones in a frame, as in a {@code Content-Security-Policy}
 * @param connectSources servers besides this one that the built-in pages may talk to
 * @param strictTransport how long browsers come back over TLS only, where they came over TLS; zero leaves it out
 */
public record HeaderSettings(
        List<String> frameAncestors,
        List<String> connectSources,
        String referrerPolicy,
        String permissionsPolicy,
        String resourcePolicy,
        String openerPolicy,
        Duration strictTransport) {
    public HeaderSettings {
        frameAncestors = List.copyOf(frameAncestors);
        connectSources = List.copyOf(connectSources);
        frameAncestors.forEach(HeaderSettings::requireSource);
        connectSources.forEach(HeaderSettings::requireSource);
        List.of(referrerPolicy, permissionsPolicy, resourcePolicy, openerPolicy).forEach(HeaderSettings::requirePlain);
    }

    private static void requireSource(String source) {
        if (!source.matches("[!-~&&[^;,]]+")) {
            throw new IllegalArgumentException("In akkord.http.headers stands a source that is none: " + source);
        }
    }

    private static void requirePlain(String value) {
        if (!value.matches("[ -~]*")) {
            throw new IllegalArgumentException("In akkord.http.headers stands a value that no header field can have.");
        }
    }

    static HeaderSettings of(Config c) {
        return new HeaderSettings(
                c.getStringList("frame-ancestors"),
                c.getStringList("connect-src"),
                c.getString("referrer-policy"),
                c.getString("permissions-policy"),
                c.getString("cross-origin-resource-policy"),
                c.getString("cross-origin-opener-policy"),
                c.getDuration("strict-transport-security"));
    }
}
