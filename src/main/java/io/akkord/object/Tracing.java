package io.akkord.object;

import io.akkord.kind.ObjectId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows some of what is asked of the server from where it arrives to where its commit is told. Safe for use by many threads; never
 * fails, and knows ids, outcomes, counts and sizes only.
 */
public interface Tracing extends AutoCloseable {
    /** Follows nothing and costs nothing. */
    Tracing NONE = new Tracing() {};

    /** A request under way. */
    interface Request {
        /** What the commands of the request carry, see {@link Trace}. */
        String trace();

        /** It has its answer, with this HTTP status; once. */
        default void answered(int status) {}
    }

    /**
     * @param method and {@code route}, as the routing table spells them
     * @param traceparent looks for that of the client's span, as W3C Trace Context has it
     */
    default Request request(String method, String route, String correlation, Supplier<Optional<String>> traceparent) {
        return () -> correlation;
    }

    /** A session sends a submission; what that carries: the correlation id itself where nobody follows it. */
    default String submitted(ObjectId id, String correlation) {
        return correlation;
    }

    /** Hands on what it still holds, within seconds. */
    @Override
    default void close() {}

    /** For one incarnation of an object. */
    default ObjectTracing object(ObjectId id) {
        return ObjectTracing.NONE;
    }
}
