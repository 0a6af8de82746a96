package io.akkord.bench.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server sends about a room, as far as the tool needs it. */
sealed interface ServerMessage {
    /** JOINED or SYNC: where the room stands, by a snapshot or by the commits that were missed. */
    record State(
            boolean joined,
            long version,
            long seq,
            String origin,
            boolean reset,
            @Nullable String snapshot,
            List<Commit> commits)
            implements ServerMessage {}

    record Commits(List<Commit> commits) implements ServerMessage {}

    record Ack(long version, long seq, boolean duplicate) implements ServerMessage {}

    /**
     * ERROR.
     *
     * @param retryAfter seconds; negative where it is not said
     * @param seq 0 where it is not about a submission
     */
    record Failure(String code, String message, double retryAfter, long seq) implements ServerMessage {}

    record Left(String reason) implements ServerMessage {}

    /** Anything that changes nothing for the tool. */
    record Other(String type) implements ServerMessage {}
}
