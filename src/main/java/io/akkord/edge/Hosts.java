package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.akkord.protocol.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names under which all answers but pages and how the server is: those of the machine itself, the configured address, and the hosts of allowed origins. A
 * page of anybody's whose name is made to point at this machine sends its own name, and with it no foreign {@code Origin}; so the
 * name is looked at in every request.
 */
final class Hosts {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\." + BYTE + "\\." + BYTE + "\\." + BYTE + "|\\[::1]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final Set<String> names = new HashSet<>();
    private final boolean all;

    /** @param listening address the server is told to listen on */
    Hosts(String listening, List<String> allowedOrigins) {
        names.add(listening.contains(":") ? "[" + lower(listening) + "]" : lower(listening));
        allowedOrigins.forEach(origin -> names.add(hostOf(lower(origin))));
        names.remove("");
        all = allowedOrigins.contains("*");
    }

    void require(HttpRequest http) {
        if (!allows(http.getHeader("Host").map(HttpHeader::value).orElse(""))) {
            throw Problem.of(ErrorCode.FORBIDDEN, "The server does not answer under this host name.");
        }
    }

    /** @param host as in the header, with or without a port */
    boolean allows(String host) {
        String name = PORT.matcher(lower(host)).replaceFirst("");
        return all || names.contains(name) || LOOPBACK.matcher(name).matches();
    }

    private static String lower(String text) {
        return text.trim().toLowerCase(Locale.ROOT);
    }

    private static String hostOf(String origin) {
        try {
            String host = new URI(origin).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException malformed) {
            return "";
        }
    }
}
