package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import io.akkord.kind.ObjectId;
import io.akkord.object.Trace;
import io.akkord.object.Tracing;
import io.akkord.telemetry.RequestMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of a request for the log, for those who count and for those who follow it. Mutable. */
final class Visit {
    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

    private final HttpRequest http;
    private final String correlation;
    private final long came = System.nanoTime();
    private RequestMonitor.RouteWatch watch;
    private Tracing.Request followed;
    private String route = "";
    private String tenant = ObjectId.NO_TENANT;

    /** @param watch hears of requests that no route takes */
    Visit(HttpRequest http, RequestMonitor.RouteWatch watch) {
        this.http = http;
        this.watch = watch;
        this.correlation = RequestId.of(http);
        this.followed = () -> correlation;
    }

    /** What the request is called in the log. */
    String correlation() {
        return correlation;
    }

    /** What its submissions are followed by. */
    String trace() {
        return followed.trace();
    }

    void found(Router.Match match) {
        route = match.path();
        watch = match.watch();
    }

    /** Whoever asks may do so; what is refused before is nothing to be followed. */
    void admitted(Tracing tracing) {
        followed = tracing.request(http.method().name(), route, correlation, () -> RequestId.traceparent(http));
    }

    /** It is somebody's of this tenant. */
    void of(String whose) {
        tenant = whose;
    }

    /** Of the address the log names the route only: the rest may hold keys. */
    void answered(int status) {
        long nanos = System.nanoTime() - came;
        watch.answered(tenant, status, nanos);
        followed.answered(status);
        if (LOG.isDebugEnabled()) {
            Trace.log(
                    correlation,
                    () -> LOG.debug("{} {} {} in {} us", http.method().name(), route, status, nanos / 1_000));
        }
    }
}
