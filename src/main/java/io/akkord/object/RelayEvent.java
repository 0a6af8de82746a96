package io.akkord.object;

import akka.actor.typed.ActorRef;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an object tells its relays and a relay tells its sessions, in one ordered stream: for each session first {@link Joined}, then
 * every later version exactly once; for one that follows a part of the object, every later version that concerns it.
 */
public sealed interface RelayEvent {
    ObjectId id();

    /** The object names its incarnation to a new relay, which watches it; not passed on to sessions. */
    record Hosted(ObjectId id, ActorRef<?> entity) implements RelayEvent {}

    /**
     * A session has joined; the stream goes on after {@code state.version()}.
     *
     * @param session whom it is for
     * @param state the confirmed state joined at; from another node without its deduplication table
     * @param seq the highest committed seq of the session's client, 0 for none
     * @param presence by client: UTF-8 JSON
     * @param commits all after the join's {@code since}, where they were still in memory; empty where the session asked for a snapshot,
     *     gets one by reset, or reads the commits from the journal itself
     * @param reset why {@code since} could not be followed, so that a snapshot is due; false otherwise
     */
    record Joined<E, S>(
            ObjectId id,
            String session,
            ObjectState<S> state,
            long seq,
            Map<String, byte[]> presence,
            Optional<List<Commit<E>>> commits,
            boolean reset)
            implements RelayEvent {}

    /** A join that was refused. */
    record JoinRefused(ObjectId id, String session, Refusal refusal) implements RelayEvent {}

    /** A confirmed journal write; for a session that follows everything. */
    record Committed(ObjectId id, CommitGroup group) implements RelayEvent {}

    /**
     * For a session that follows a part: the commits in ({@code after}, {@code version}] that concern it, ascending. They may hold more
     * than it asked for. None where it is only told how far the object has come.
     *
     * @param after up to where the session was told before
     * @param confirmed when the write of the last of them was, as in {@link CommitGroup#confirmed}
     */
    record Selected(ObjectId id, long after, long version, List<CommitFrame> commits, long confirmed)
            implements RelayEvent {
        public Selected {
            commits = List.copyOf(commits);
        }

        public Selected(ObjectId id, long after, long version, List<CommitFrame> commits) {
            this(id, after, version, commits, CommitGroup.UNKNOWN);
        }
    }

    /**
     * A client's presence changed, by {@code session}, which is not told of it.
     *
     * @param data UTF-8 JSON; empty when the presence ended
     */
    record PresenceChanged(ObjectId id, String session, String client, String user, byte[] data, long version)
            implements RelayEvent {}

    /** Data from one session to all others. */
    record Announced(ObjectId id, String session, String client, String user, byte[] data) implements RelayEvent {}

    /** A later session of the same client has taken over; the session is out of the stream. */
    record Superseded(ObjectId id, String session) implements RelayEvent {}

    /** The object's incarnation is gone or moved: the stream has ended for all, each session joins again from its version. */
    record Lost(ObjectId id) implements RelayEvent {}
}
