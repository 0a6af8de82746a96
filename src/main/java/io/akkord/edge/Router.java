package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.protocol.ErrorCode;
import io.akkord.telemetry.RequestMonitor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Finds the endpoint of a request: 404 where no route has the path, 405 with {@code Allow} where none has the method, and that
 * header for {@code OPTIONS}. A query
 * parameter that means something to another route is refused rather than passed over in silence: its sender expects something of it.
 */
final class Router {
    /** A route that was found, and what it captured. */
    record Match(
            String path,
            Endpoint endpoint,
            Needs needs,
            Map<String, String> captured,
            RequestMonitor.RouteWatch watch) {}

    private static final String PAGE = "/{page}";
    private static final String ANY = "*";

    private final List<Route> routes;
    private final Set<String> vocabulary;
    private final StaticPages pages;
    private final Map<Route, RequestMonitor.RouteWatch> watches = new IdentityHashMap<>();
    private final RequestMonitor.RouteWatch page;
    private final RequestMonitor.RouteWatch options;
    private final RequestMonitor.RouteWatch nothing;

    Router(List<Route> routes, StaticPages pages, RequestMonitor monitor) {
        this.routes = List.copyOf(routes);
        this.vocabulary =
                routes.stream().flatMap(route -> route.parameters().stream()).collect(Collectors.toUnmodifiableSet());
        this.pages = pages;
        this.routes.forEach(route -> watches.put(route, monitor.route(route.method(), route.path())));
        this.page = monitor.route("GET", "page");
        this.options = monitor.route("OPTIONS", "any");
        this.nothing = monitor.route("any", "none");
    }

    /** Hears of requests that no route takes. */
    RequestMonitor.RouteWatch nothing() {
        return nothing;
    }

    /** Whether the path is that of a file, the same for everybody. */
    boolean isPage(Target target) {
        return pages.has(target.segments());
    }

    /** All methods that the path takes. */
    SortedSet<String> methods(Target target) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            if (route.match(target.segments()).isPresent()) {
                allow(allowed, route.method());
            }
        }
        if (allowed.isEmpty()) {
            if (!pages.has(target.segments())) {
                throw Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            }
            allow(allowed, "GET");
        }
        allowed.add("OPTIONS");
        return allowed;
    }

    Match find(HttpRequest http, Target target) {
        String method = http.method().name();
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> captured = route.match(target.segments());
            if (captured.isPresent()) {
                if (route.method().equals(method)
                        || (method.equals("HEAD") && route.method().equals("GET"))) {
                    requireKnown(route, target);
                    return new Match(
                            route.path(),
                            route.endpoint(),
                            route.needs(),
                            captured.get(),
                            watches.getOrDefault(route, nothing));
                }
                known = true;
            }
        }
        if (!known && method.equals("GET") && pages.has(target.segments())) {
            return new Match(PAGE, pages::answer, Needs.NOTHING, Map.of(), page);
        }
        HttpHeader allow = RawHeader.create("Allow", String.join(", ", methods(target)));
        if (method.equals("OPTIONS")) {
            return new Match(ANY, request -> methods(allow), Needs.NOTHING, Map.of(), options);
        }
        throw Problem.of(ErrorCode.UNSUPPORTED, 405, "This address does not take that method.", allow);
    }

    private static CompletionStage<HttpResponse> methods(HttpHeader allow) {
        return CompletableFuture.completedFuture(
                HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeader(allow));
    }

    private void requireKnown(Route route, Target target) {
        for (String name : target.query().keySet()) {
            if (vocabulary.contains(name) && !route.parameters().contains(name)) {
                throw Problem.of(ErrorCode.UNSUPPORTED, "The parameter " + name + " is not supported here.");
            }
        }
    }

    private static void allow(TreeSet<String> allowed, String method) {
        allowed.add(method);
        if (method.equals("GET")) {
            allowed.add("HEAD");
        }
    }
}
