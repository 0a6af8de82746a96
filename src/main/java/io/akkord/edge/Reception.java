package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import io.akkord.telemetry.RequestMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What goes with every response, whoever made it: what browsers are told of origins and of security. */
final class Reception {
    private static final String HEALTH = "/health/";

    private final Requests requests;
    private final Proxies proxies;
    private final boolean secure;
    private final Cors cors;
    private final SecurityHeaders security;
    private final RequestMonitor monitor;

    /** @param secure whether connections are over TLS */
    Reception(
            Requests requests,
            Proxies proxies,
            boolean secure,
            Cors cors,
            SecurityHeaders security,
            RequestMonitor monitor) {
        this.requests = requests;
        this.proxies = proxies;
        this.secure = secure;
        this.cors = cors;
        this.security = security;
        this.monitor = monitor;
    }

    CompletionStage<HttpResponse> answer(HttpRequest http) {
        Caller caller = proxies.caller(http, Arrival.of(http).peer(), secure);
        return requests.answer(http, caller).thenApply(response -> complete(http, caller, response));
    }

    /**
     * The last response on a connection there is no room for. Who asks how the server is gets an answer all the same: a server that is
     * full is well, and must not be restarted for it.
     */
    CompletionStage<HttpResponse> refuse(HttpRequest http, Problem problem) {
        if (http.getUri().path().startsWith(HEALTH)) {
            return answer(http).thenApply(response -> response.addHeader(Connection.create("close")));
        }
        Caller caller = proxies.caller(http, Arrival.of(http).peer(), secure);
        monitor.refused(problem.code());
        HttpResponse refused = problem.response()
                .addHeader(Connection.create("close"))
                .addHeader(RequestId.header(RequestId.of(http)));
        return CompletableFuture.completedFuture(complete(http, caller, refused));
    }

    private HttpResponse complete(HttpRequest http, Caller caller, HttpResponse response) {
        if (response.status().equals(StatusCodes.SWITCHING_PROTOCOLS)) {
            return response;
        }
        List<HttpHeader> fields = new ArrayList<>();
        cors.add(http, fields);
        security.add(response, caller.secure(), fields);
        return response.addHeaders(fields);
    }
}
