package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawRequestURI;
import io.akkord.object.BareFault;
import io.akkord.object.Trace;
import io.akkord.object.Tracing;
import io.akkord.protocol.ErrorCode;
import io.akkord.telemetry.RequestMonitor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request from its visit to its response. The one place where failures become responses; its stages never fail. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final String API = "v1";
    private static final String HEALTH = "health";

    private final Router router;
    private final Hosts hosts;
    private final Origins origins;
    private final Entrance entrance;
    private final Bodies bodies;
    private final Cors cors;
    private final Throttle throttle;
    private final Tracing tracing;
    private final RequestMonitor monitor;

    Requests(
            Router router,
            Hosts hosts,
            Origins origins,
            Entrance entrance,
            Bodies bodies,
            Cors cors,
            Throttle throttle,
            Tracing tracing,
            RequestMonitor monitor) {
        this.router = router;
        this.hosts = hosts;
        this.origins = origins;
        this.entrance = entrance;
        this.bodies = bodies;
        this.cors = cors;
        this.throttle = throttle;
        this.tracing = tracing;
        this.monitor = monitor;
    }

    /** Every answer says what its request is called in the log. */
    CompletionStage<HttpResponse> answer(HttpRequest http, Caller caller) {
        Visit visit = new Visit(http, router.nothing());
        return answer(http, caller, visit).thenApply(response -> {
            visit.answered(response.status().intValue());
            return response.addHeader(RequestId.header(visit.correlation()));
        });
    }

    private CompletionStage<HttpResponse> answer(HttpRequest http, Caller caller, Visit visit) {
        try {
            throttle.arrived(http, caller);
            Target target = Target.of(rawTarget(http));
            if (Cors.isPreflight(http)) {
                hosts.require(http);
                return CompletableFuture.completedFuture(cors.preflight(http, router.methods(target)));
            }
            Router.Match match = router.find(http, target);
            visit.found(match);
            Request request = new Request(http, target, match.captured(), visit::trace);
            request.from(caller, throttle);
            String first = target.segments().get(0);
            if (first.equals(API) || !(first.equals(HEALTH) || router.isPage(target))) {
                hosts.require(http);
            }
            if (first.equals(API)) {
                origins.require(request);
            }
            return entrance.admit(request, match.needs())
                    .handle((done, refused) -> {
                        visit.of(request.principal().tenant());
                        return refused == null ? answer(match, request, visit) : refuse(http, caller, refused, visit);
                    })
                    .thenCompose(Function.identity());
        } catch (RuntimeException failure) {
            return refuse(http, caller, failure, visit);
        }
    }

    private CompletionStage<HttpResponse> answer(Router.Match match, Request request, Visit visit) {
        CompletionStage<HttpResponse> answer;
        try {
            throttle.admitted(request);
            visit.admitted(tracing);
            answer = match.endpoint().answer(request);
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedFuture(failure);
        }
        CompletionStage<HttpResponse> settled = answer.thenApply(
                        response -> entrance.whileAdmitted(request, match.needs(), response))
                .exceptionally(failure -> problem(failure, visit));
        return request.bodyTaken()
                ? settled.whenComplete((response, none) -> request.answered())
                : settled.thenCombine(
                        bodies.drain(request.http(), bytes -> throttle.received(request, bytes)),
                        (response, done) -> response);
    }

    private CompletionStage<HttpResponse> refuse(HttpRequest http, Caller caller, Throwable failure, Visit visit) {
        return bodies.drain(http, bytes -> throttle.received(caller, bytes)).thenApply(done -> problem(failure, visit));
    }

    private static String rawTarget(HttpRequest http) {
        return http.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> http.getUri().getPathString());
    }

    private HttpResponse problem(Throwable failure, Visit visit) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            monitor.refused(problem.code());
            return problem.response();
        }
        BareFault fault = BareFault.of(cause);
        Trace.log(visit.correlation(), () -> LOG.error("A request failed", fault));
        monitor.refused(ErrorCode.UNAVAILABLE);
        return Problem.of(ErrorCode.UNAVAILABLE, 500, "The server failed to answer.")
                .response();
    }
}
