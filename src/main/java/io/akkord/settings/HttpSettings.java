package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param allowedOrigins browsers' {@code Origin} values besides the server's own host; {@code *} for all
 * @param stopWithin how long a graceful stop may take
 */
public record HttpSettings(String host, int port, List<String> allowedOrigins, Duration stopWithin) {
    public HttpSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    static HttpSettings of(Config c) {
        return new HttpSettings(
                c.getString("host"),
                c.getInt("port"),
                c.getStringList("allowed-origins").stream()
                        .flatMap(s -> java.util.Arrays.stream(s.split(",")))
                        .map(String::trim)
                        .filter(s -> !s.isEmpty())
                        .toList(),
                c.getDuration("stop-within"));
    }
}
