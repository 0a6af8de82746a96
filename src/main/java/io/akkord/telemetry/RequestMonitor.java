package io.akkord.telemetry;

import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;

/** Hears of HTTP requests; called by the edge, from many threads. It returns at once and throws nothing. */
public interface RequestMonitor {
    /** Hears nothing. */
    RequestMonitor NONE = new RequestMonitor() {};

    /** What hears of one way to be answered; asked for once per row of the routing table. */
    default RouteWatch route(String method, String pattern) {
        return RouteWatch.NONE;
    }

    /** An error goes out. */
    default void refused(ErrorCode code) {}

    /** Somebody asked for one key of an object. */
    default void keyRead(ObjectId id, String key) {}

    /** Requests to one route. */
    interface RouteWatch {
        RouteWatch NONE = new RouteWatch() {};

        /**
         * A response is ready to go out; the rest of a streamed body follows.
         *
         * @param tenant of whoever asked
         * @param nanos since the request had come
         */
        default void answered(String tenant, int status, long nanos) {}
    }
}
