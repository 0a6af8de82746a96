package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param allowedOrigins browsers' {@code Origin} values besides the server's own host; {@code *} for all
 * @param stopWithin how long a graceful stop may take
 */
public record HttpSettings(
        String host,
        int port,
        List<String> allowedOrigins,
        Duration stopWithin,
        ConnectionSettings connections,
        ProxySettings proxies,
        TlsSettings tls,
        HeaderSettings headers) {
    public HttpSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    static HttpSettings of(Config c) {
        return new HttpSettings(
                c.getString("host"),
                c.getInt("port"),
                list(c, "allowed-origins"),
                c.getDuration("stop-within"),
                ConnectionSettings.of(c),
                ProxySettings.of(c),
                TlsSettings.of(c.getConfig("tls")),
                HeaderSettings.of(c.getConfig("headers")));
    }

    /** A list whose entries may be several, separated by commas. */
    static List<String> list(Config c, String path) {
        return c.getStringList(path).stream()
                .flatMap(s -> Arrays.stream(s.split(",")))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
