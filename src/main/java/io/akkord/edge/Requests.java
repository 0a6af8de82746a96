package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawRequestURI;
import io.akkord.object.BareFault;
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

    private final Router router;
    private final Hosts hosts;
    private final Origins origins;
    private final Entrance entrance;
    private final Bodies bodies;
    private final Cors cors;
    private final Throttle throttle;

    Requests(
            Router router,
            Hosts hosts,
            Origins origins,
            Entrance entrance,
            Bodies bodies,
            Cors cors,
            Throttle throttle) {
        this.router = router;
        this.hosts = hosts;
        this.origins = origins;
        this.entrance = entrance;
        this.bodies = bodies;
        this.cors = cors;
        this.throttle = throttle;
    }

    CompletionStage<HttpResponse> answer(HttpRequest http, Caller caller) {
        try {
            throttle.arrived(http, caller);
            Target target = Target.of(rawTarget(http));
            if (Cors.isPreflight(http)) {
                hosts.require(http);
                return CompletableFuture.completedFuture(cors.preflight(http, router.methods(target)));
            }
            Router.Match match = router.find(http, target);
            Request request = new Request(http, target, match.captured());
            request.from(caller, throttle);
            if (target.segments().get(0).equals(API)) {
                hosts.require(http);
                origins.require(request);
            }
            return entrance.admit(request, match.needs())
                    .handle((done, refused) -> refused == null ? answer(match, request) : refuse(http, refused))
                    .thenCompose(Function.identity());
        } catch (RuntimeException failure) {
            return refuse(http, failure);
        }
    }

    private CompletionStage<HttpResponse> answer(Router.Match match, Request request) {
        CompletionStage<HttpResponse> answer;
        try {
            throttle.admitted(request);
            answer = match.endpoint().answer(request);
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedFuture(failure);
        }
        CompletionStage<HttpResponse> settled = answer.exceptionally(Requests::problem);
        return request.bodyTaken()
                ? settled.whenComplete((response, none) -> request.answered())
                : settled.thenCombine(bodies.drain(request.http()), (response, done) -> response);
    }

    private CompletionStage<HttpResponse> refuse(HttpRequest http, Throwable failure) {
        return bodies.drain(http).thenApply(done -> problem(failure));
    }

    private static String rawTarget(HttpRequest http) {
        return http.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> http.getUri().getPathString());
    }

    private static HttpResponse problem(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            return problem.response();
        }
        LOG.error("A request failed", BareFault.of(cause));
        return Problem.of(ErrorCode.UNAVAILABLE, 500, "The server failed to answer.")
                .response();
    }
}
