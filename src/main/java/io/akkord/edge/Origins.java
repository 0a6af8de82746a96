package io.akkord.edge;

import io.akkord.protocol.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages' requests are served: those from the host they are sent to, and those of the configured origins. A request without
 * {@code Origin} does not come from a page.
 */
final class Origins {
    private final List<String> allowed;

    Origins(List<String> allowed) {
        this.allowed = allowed.stream().map(Origins::normal).toList();
    }

    void require(Request request) {
        Optional<String> origin = request.header("origin");
        if (origin.isPresent() && !allows(origin.get(), request.header("host").orElse(""))) {
            throw Problem.of(ErrorCode.FORBIDDEN, "Pages of this origin may not use this server.");
        }
    }

    boolean allows(String origin, String host) {
        return allowed.contains("*") || allowed.contains(normal(origin)) || isSameHost(origin, host);
    }

    private static String normal(String origin) {
        String lower = origin.trim().toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isSameHost(String origin, String host) {
        try {
            URI page = new URI(normal(origin));
            if (page.getHost() == null || page.getScheme() == null) {
                return false;
            }
            // Behind a proxy the scheme of the page is the one the Host header leaves its port out for.
            URI here = new URI(page.getScheme() + "://" + host.trim().toLowerCase(Locale.ROOT));
            return page.getHost().equals(here.getHost()) && port(page) == port(here);
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }
}
