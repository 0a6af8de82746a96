package io.akkord.object;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;

/** How a submission ended. */
public sealed interface Outcome {
    ObjectId id();

    long seq();

    /**
     * Durable.
     *
     * @param version the version the submission got
     * @param timestamp of the commit, epoch milliseconds
     * @param duplicate whether it had been committed before and this was a resend
     * @param created whether it brought the object into being
     */
    record Committed(ObjectId id, long seq, long version, long timestamp, boolean duplicate, boolean created)
            implements Outcome {}

    /** Not committed; after {@code UNAVAILABLE} perhaps committed. */
    record Refused(ObjectId id, long seq, Refusal refusal) implements Outcome {}
}
