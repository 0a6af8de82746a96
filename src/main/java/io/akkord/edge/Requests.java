package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawRequestURI;
import io.akkord.object.BareFault;
import io.akkord.object.Trace;
import io.akkord.object.Tracing;
import io.akkord.protocol.ErrorCode;
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

    /** What is known of a request for the log and those who follow it. */
    private static final class Arrival {
        private final String correlation;
        private final long came = System.nanoTime();
        private String route = "";
        private Tracing.Request followed;

        Arrival(String correlation) {
            this.correlation = correlation;
            this.followed = () -> correlation;
        }

        void found(HttpRequest http, String path, Tracing tracing) {
            route = path;
            followed = tracing.request(http.method().name(), path, correlation, RequestId.traceparent(http));
        }

        /** Of the address it names the route only: the rest may hold keys. */
        void answered(HttpRequest http, int status) {
            followed.answered(status);
            if (LOG.isDebugEnabled()) {
                long micros = (System.nanoTime() - came) / 1_000;
                Trace.log(
                        correlation,
                        () -> LOG.debug("{} {} {} in {} us", http.method().name(), route, status, micros));
            }
        }
    }

    private final Router router;
    private final Hosts hosts;
    private final Origins origins;
    private final Entrance entrance;
    private final Bodies bodies;
    private final Tracing tracing;

    Requests(Router router, Hosts hosts, Origins origins, Entrance entrance, Bodies bodies, Tracing tracing) {
        this.router = router;
        this.hosts = hosts;
        this.origins = origins;
        this.entrance = entrance;
        this.bodies = bodies;
        this.tracing = tracing;
    }

    /** Every answer says what its request is called in the log. */
    CompletionStage<HttpResponse> answer(HttpRequest http) {
        Arrival arrival = new Arrival(RequestId.of(http));
        return answer(http, arrival).thenApply(response -> {
            arrival.answered(http, response.status().intValue());
            return response.addHeader(RequestId.header(arrival.correlation));
        });
    }

    private CompletionStage<HttpResponse> answer(HttpRequest http, Arrival arrival) {
        try {
            Target target = Target.of(rawTarget(http));
            Router.Match match = router.find(http, target);
            arrival.found(http, match.path(), tracing);
            Request request = new Request(http, target, match.captured(), arrival.followed.trace());
            if (target.segments().get(0).equals(API)) {
                hosts.require(request);
                origins.require(request);
            }
            return entrance.admit(request, match.needs())
                    .handle((done, refused) ->
                            refused == null ? answer(match, request, arrival) : refuse(http, refused, arrival))
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
        CompletionStage<HttpResponse> settled = answer.exceptionally(failure -> problem(failure, arrival));
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

    private static HttpResponse problem(Throwable failure, Arrival arrival) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            return problem.response();
        }
        BareFault fault = BareFault.of(cause);
        Trace.log(arrival.correlation, () -> LOG.error("A request failed", fault));
        return Problem.of(ErrorCode.UNAVAILABLE, 500, "The server failed to answer.")
                .response();
    }
}
