package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What pages of other origins are told they may do, as the Fetch standard has it. Nothing here lets anybody in: it says to browsers
 * what {@link Origins} decides. Cookies and the like are never asked for; tokens travel in a header field.
 */
final class Cors {
    private static final String MAX_AGE = "7200";
    private static final HttpHeader VARY = RawHeader.create("Vary", "Origin");
    private static final HttpHeader VARY_PREFLIGHT =
            RawHeader.create("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    private static final HttpHeader EXPOSED = RawHeader.create(
            "Access-Control-Expose-Headers",
            "Allow, Accept-Patch, ETag, Last-Modified, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id");
    private static final String REQUEST_HEADERS =
            "Accept, Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID, X-Request-Id, traceparent, tracestate";

    private final Origins origins;

    Cors(Origins origins) {
        this.origins = origins;
    }

    static boolean isPreflight(HttpRequest http) {
        return http.method().name().equals("OPTIONS")
                && http.getHeader("Origin").isPresent()
                && http.getHeader("Access-Control-Request-Method").isPresent();
    }

    /** Whether the page may do such a request; it says so for all methods of the path. */
    HttpResponse preflight(HttpRequest http, Set<String> methods) {
        if (allowed(http).isEmpty()) {
            throw Problem.of(ErrorCode.FORBIDDEN, "Pages of this origin may not use this server.");
        }
        return HttpResponse.create()
                .withStatus(StatusCodes.NO_CONTENT)
                .addHeaders(List.of(
                        RawHeader.create("Access-Control-Allow-Methods", String.join(", ", methods)),
                        RawHeader.create("Access-Control-Allow-Headers", REQUEST_HEADERS),
                        RawHeader.create("Access-Control-Max-Age", MAX_AGE)));
    }

    /** The fields that go with the response to this request, whatever it says. */
    void add(HttpRequest http, List<HttpHeader> fields) {
        if (isPreflight(http)) {
            fields.add(VARY_PREFLIGHT);
        } else {
            fields.add(VARY);
        }
        allowed(http).ifPresent(origin -> {
            fields.add(RawHeader.create("Access-Control-Allow-Origin", origin));
            fields.add(EXPOSED);
        });
    }

    private Optional<String> allowed(HttpRequest http) {
        return http.getHeader("Origin")
                .map(HttpHeader::value)
                .filter(origin -> origins.allows(
                        origin, http.getHeader("Host").map(HttpHeader::value).orElse("")));
    }
}
