package io.akkord.session;

import io.akkord.object.CommitFrame;
import io.akkord.protocol.Outbound;
import java.util.List;
import java.util.OptionalLong;

/** What has come of a subscription's question to its object: what {@link Joining} tells the subscription to go on with. */
sealed interface Progress {
    /** Nothing yet, or nothing that changes the place in the stream. */
    record Unchanged() implements Progress {}

    /**
     * The session is in the stream, and the client has its answer if it waits for one.
     *
     * @param version where the client stands
     * @param head where the object stands at least
     * @param next commits that follow {@code version}, as far as they are at hand
     * @param seq the highest committed seq of the client
     * @param snapshot whether the client was sent a snapshot
     * @param unasked whether it was sent one without having asked
     */
    record Settled(long version, long head, List<CommitFrame> next, long seq, boolean snapshot, boolean unasked)
            implements Progress {
        public Settled {
            next = List.copyOf(next);
        }
    }

    /** The object does not take the session in for now; it is asked again and again. */
    record Unreachable() implements Progress {}

    /** The object refused the first JOIN, and the client knows. */
    record Refused() implements Progress {}

    /**
     * The session that was in the stream is out of it for good.
     *
     * @param reason one of those of {@link Outbound.Left}
     * @param version of the deletion, where that is the reason
     */
    record Ended(String reason, OptionalLong version) implements Progress {}
}
