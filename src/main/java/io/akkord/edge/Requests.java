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

/** Every request from its arrival to its response. The one place where failures become responses; its stages never fail. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final String API = "v1";

    private final Router router;
    private final Hosts hosts;
    private final Origins origins;
    private final Entrance entrance;
    private final Bodies bodies;
    private final Tracing tracing;
    private final RequestMonitor monitor;

    Requests(
            Router router,
            Hosts hosts,
            Origins origins,
            Entrance entrance,
            Bodies bodies,
            Tracing tracing,
            RequestMonitor monitor) {
        this.router = router;
        this.hosts = hosts;
        this.origins = origins;
        this.entrance = entrance;
        this.bodies = bodies;
        this.tracing = tracing;
        this.monitor = monitor;
    }

    /** Every answer says what its request is called in the log. */
    CompletionStage<HttpResponse> answer(HttpRequest http) {
        Arrival arrival = new Arrival(http, router.nothing());
        return answer(http, arrival).thenApply(response -> {
            arrival.answered(response.status().intValue());
            return response.addHeader(RequestId.header(arrival.correlation()));
        });
    }

    private CompletionStage<HttpResponse> answer(HttpRequest http, Arrival arrival) {
        try {
            Target target = Target.of(rawTarget(http));
            Router.Match match = router.find(http, target);
            arrival.found(match, tracing);
            Request request = new Request(http, target, match.captured(), arrival.trace());
            if (target.segments().get(0).equals(API)) {
                hosts.require(request);
                origins.require(request);
            }
            return entrance.admit(request, match.needs())
                    .handle((done, refused) -> {
                        arrival.of(request.principal().tenant());
                        return refused == null ? answer(match, request, arrival) : refuse(http, refused, arrival);
                    })
                    .thenCompose(Function.identity());
        } catch (RuntimeException failure) {
            return refuse(http, failure, arrival);
        }
    }

    private CompletionStage<HttpResponse> answer(Router.Match match, Request request, Arrival arrival) {
        CompletionStage<HttpResponse> answer;
        try {
            answer = match.endpoint().answer(request);
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedFuture(failure);
        }
        CompletionStage<HttpResponse> settled = answer.thenApply(
                        response -> entrance.whileAdmitted(request, match.needs(), response))
                .exceptionally(failure -> problem(failure, arrival));
        return request.bodyTaken()
                ? settled.whenComplete((response, none) -> request.answered())
                : settled.thenCombine(bodies.drain(request.http()), (response, done) -> response);
    }

    private CompletionStage<HttpResponse> refuse(HttpRequest http, Throwable failure, Arrival arrival) {
        return bodies.drain(http).thenApply(done -> problem(failure, arrival));
    }

    private static String rawTarget(HttpRequest http) {
        return http.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> http.getUri().getPathString());
    }

    private HttpResponse problem(Throwable failure, Arrival arrival) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            monitor.refused(problem.code());
            return problem.response();
        }
        BareFault fault = BareFault.of(cause);
        Trace.log(arrival.correlation(), () -> LOG.error("A request failed", fault));
        monitor.refused(ErrorCode.UNAVAILABLE);
        return Problem.of(ErrorCode.UNAVAILABLE, 500, "The server failed to answer.")
                .response();
    }
}
