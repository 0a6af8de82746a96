package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawRequestURI;
import io.akkord.kind.ObjectId;
import io.akkord.object.BareFault;
import io.akkord.protocol.ErrorCode;
import io.akkord.telemetry.RequestMonitor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request from its arrival to its response. The one place where failures become responses; its stages never fail. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final String API = "v1";

    private final Router router;
    private final Hosts hosts;
    private final Origins origins;
    private final Bodies bodies;
    private final RequestMonitor monitor;

    Requests(Router router, Hosts hosts, Origins origins, Bodies bodies, RequestMonitor monitor) {
        this.router = router;
        this.hosts = hosts;
        this.origins = origins;
        this.bodies = bodies;
        this.monitor = monitor;
    }

    CompletionStage<HttpResponse> answer(HttpRequest http) {
        long begun = System.nanoTime();
        RequestMonitor.RouteWatch watch = router.nothing();
        CompletionStage<HttpResponse> answer;
        Optional<Request> asked = Optional.empty();
        try {
            Target target = Target.of(rawTarget(http));
            Router.Match match = router.find(http, target);
            watch = match.watch();
            Request request = new Request(http, target, match.captured());
            if (target.segments().get(0).equals(API)) {
                hosts.require(request);
                origins.require(request);
            }
            asked = Optional.of(request);
            answer = match.endpoint().answer(request);
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedFuture(failure);
        }
        CompletionStage<HttpResponse> settled = watched(answer.exceptionally(this::problem), watch, begun);
        Optional<Request> taken = asked.filter(Request::bodyTaken);
        return taken.isPresent()
                ? settled.whenComplete((response, none) -> taken.get().answered())
                : settled.thenCombine(bodies.drain(http), (response, done) -> response);
    }

    private static CompletionStage<HttpResponse> watched(
            CompletionStage<HttpResponse> answer, RequestMonitor.RouteWatch watch, long begun) {
        return answer.thenApply(response -> {
            watch.answered(ObjectId.NO_TENANT, response.status().intValue(), System.nanoTime() - begun);
            return response;
        });
    }

    private static String rawTarget(HttpRequest http) {
        return http.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> http.getUri().getPathString());
    }

    private HttpResponse problem(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            monitor.refused(problem.code());
            return problem.response();
        }
        LOG.error("A request failed", BareFault.of(cause));
        monitor.refused(ErrorCode.UNAVAILABLE);
        return Problem.of(ErrorCode.UNAVAILABLE, 500, "The server failed to answer.")
                .response();
    }
}
