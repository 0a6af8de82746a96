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

    /**
     * Not committed; after {@code UNAVAILABLE} perhaps committed.
     *
     * @param version of the state on which that was decided; -1 where it was not decided on any
     */
    record Refused(ObjectId id, long seq, Refusal refusal, long version) implements Outcome {
        public Refused(ObjectId id, long seq, Refusal refusal) {
            this(id, seq, refusal, -1);
        }
    }
}
