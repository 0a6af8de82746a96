package io.akkord.bench.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server sends about a namespace, as far as the tool needs it; values are strings, as the tool sets them. */
sealed interface NamespaceMessage {
    /** @param value null where the key was deleted */
    record Change(String key, @Nullable String value) {}

    record Commit(long version, String client, long seq, List<Change> changes) {
        public Commit {
            changes = List.copyOf(changes);
        }
    }

    /** JOINED: where the namespace stands, by a snapshot or by the commits that were missed. */
    record State(
            long version, long seq, String origin, @Nullable Map<String, String> store, List<Commit> commits)
            implements NamespaceMessage {}

    /** STATE_PATCH. */
    record Patch(long after, long version, List<Commit> commits) implements NamespaceMessage {}

    record Ack(long version, long seq, boolean duplicate) implements NamespaceMessage {}

    /**
     * ERROR.
     *
     * @param retryAfter seconds; negative where it is not said
     * @param seq 0 where it is not about a submission
     */
    record Failure(String code, String message, double retryAfter, long seq) implements NamespaceMessage {}

    record Left(String reason) implements NamespaceMessage {}

    /** Anything that changes nothing for the tool. */
    record Other(String type) implements NamespaceMessage {}
}
