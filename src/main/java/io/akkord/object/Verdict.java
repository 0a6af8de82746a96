package io.akkord.object;

import io.akkord.kind.Refusal;

/** What becomes of a candidate when a group is cut. */
sealed interface Verdict {
    /** It is the commit {@code version} of the group, once that is durable. */
    record Accepted(long version, long timestamp, boolean created) implements Verdict {}

    /** It was committed before. */
    record Duplicate(long version, long timestamp) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}

    /** Its base is older than the window: the journal has to be read. */
    record NeedsJournal() implements Verdict {}

    static Verdict refuse(Refusal.Reason reason, String message) {
        return new Refused(Refusal.of(reason, message));
    }
}
