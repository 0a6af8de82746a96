package io.akkord.bench.client;

import java.net.URI;

/**
 * A running server.
 *
 * @param base {@code http} or {@code https}, host and port; a path before {@code /v1} is kept
 * @param token bearer token; empty for none
 */
public record ServerAddress(URI base, String token) {
    public ServerAddress {
        boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!web || base.getHost() == null) {
            throw new IllegalArgumentException("not an http or https address: " + base);
        }
    }

    public static ServerAddress of(String url, String token) {
        return new ServerAddress(URI.create(url.replaceAll("/+$", "")), token);
    }

    URI room(String room) {
        return URI.create(base + "/v1/rooms/" + room);
    }

    URI namespace(String namespace) {
        return URI.create(base + "/v1/namespaces/" + namespace);
    }

    URI socket() {
        return URI.create(base.toString().replaceFirst("^http", "ws") + "/v1/ws");
    }
}
