package io.akkord.telemetry;

import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Counts HTTP requests by route and class of status. */
final class RequestMeters implements RequestMonitor {
    private final Metrics metrics;
    private final Refusals refusals;
    private final HotKeys hot;
    private final SlowActions slow;

    RequestMeters(Metrics metrics, HotKeys hot, SlowActions slow) {
        this.metrics = metrics;
        this.refusals = new Refusals(metrics, "http");
        this.hot = hot;
        this.slow = slow;
    }

    @Override
    public RouteWatch route(String method, String pattern) {
        return new OfRoute(method, pattern);
    }

    @Override
    public void refused(ErrorCode code) {
        refusals.count(code);
    }

    @Override
    public void keyRead(ObjectId id, String key) {
        hot.key(id, key, 1, 0);
    }

    /** A class of status is shown from its first response on: most routes never have most of them. */
    private final class OfRoute implements RouteWatch {
        private final String method;
        private final String pattern;
        private final String label;
        private final AtomicReferenceArray<@Nullable Distribution> byClass = new AtomicReferenceArray<>(6);

        OfRoute(String method, String pattern) {
            this.method = method;
            this.pattern = pattern;
            this.label = method + ' ' + pattern;
        }

        @Override
        public void answered(String tenant, int status, long nanos) {
            of(Math.max(1, Math.min(5, status / 100))).record(nanos);
            slow.took(SlowActions.What.REQUEST, label, tenant, nanos);
        }

        private Distribution of(int statusClass) {
            Distribution present = byClass.get(statusClass);
            return present == null ? first(statusClass) : present;
        }

        private synchronized Distribution first(int statusClass) {
            Distribution present = byClass.get(statusClass);
            if (present == null) {
                present = metrics.times(
                        "akkord.http_request",
                        "HTTP requests until their response begins.",
                        "method",
                        method,
                        "route",
                        pattern,
                        "status",
                        statusClass + "xx");
                byClass.set(statusClass, present);
            }
            return present;
        }
    }
}
