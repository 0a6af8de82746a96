package io.akkord.journal;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Replays the newest part of an object's history: every commit must be the one that was written behind the commit before, and what
 * comes out must be what was stored as the object's last snapshot or waypoint. Behind a purge the history begins with what was left.
 *
 * <pre>
 * stored ──commits──▶ newest stored: compared ──commits──▶ head
 * </pre>
 */
public final class ReplayCheck {
    private static final String NEWEST = "SELECT MAX(version) FROM ("
            + "SELECT MAX(sequence_number) AS version FROM snapshot WHERE persistence_id = ?1 AND sequence_number <= ?2"
            + " UNION ALL SELECT MAX(version) FROM waypoint WHERE persistence_id = ?1 AND version <= ?2)";
    private static final String LAST = "SELECT MAX(sequence_number) FROM event_journal WHERE persistence_id = ?";
    private static final int PAGE_COUNT = 500;
    private static final long PAGE_BYTES = 1024 * 1024;

    /** Bytes of commits after which a replay ends wherever it is: the moment it looks at must not last. */
    private static final long MOST_BYTES = 16 * PAGE_BYTES;

    private final Database database;
    private final int clientLimit;

    /** @param clientLimit how many clients a replayed state remembers */
    public ReplayCheck(Database database, int clientLimit) {
        this.database = database;
        this.clientLimit = clientLimit;
    }

    /**
     * How many commits up to the journal's last were replayed, as things stood at one moment. Fails with {@link CorruptBytesException}
     * where the journal contradicts itself or what was stored of it, or ends too early.
     *
     * @param confirmed a version that the object has confirmed
     * @param most commits to replay at most
     */
    public <C, E, S> CompletionStage<Long> replay(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long confirmed, int most) {
        return database.readOneMoment(
                connection -> run(connection, kind, codec, id, Math.max(confirmed, last(connection, id)), most));
    }

    /** The same up to {@code head}, a version that the object has confirmed. */
    public <C, E, S> CompletionStage<Long> replayTo(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long head, int most) {
        return database.readOneMoment(connection -> run(connection, kind, codec, id, head, most));
    }

    private <C, E, S> long run(
            Connection connection, ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long head, int most)
            throws SQLException {
        Run<C, E, S> run = start(connection, kind, codec, id, head, most);
        ObjectState<S> state = run.start;
        for (long bytes = 0; state.version() < run.end && bytes < MOST_BYTES; ) {
            StoredPast.Page page = new StoredPast.Page(state.version() + 1, run.end, PAGE_COUNT, PAGE_BYTES);
            List<Stored<E>> commits = StoredPast.commits(connection, codec, id, page);
            state = run.after(state, commits);
            bytes += commits.stream().mapToLong(commit -> commit.bytes().length).sum();
        }
        return state.version() - run.start.version();
    }

    private <C, E, S> Run<C, E, S> start(
            Connection connection, ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long head, int most)
            throws SQLException {
        ObjectState<S> nothing = ObjectState.empty(
                kind.initial(), clientLimit, database.installation().origin());
        long purged = PurgeMark.find(connection, id).map(PurgeMark::version).orElse(0L);
        long newest = Math.max(purged, newest(connection, id, head));
        Optional<ObjectState<S>> stored = StoredPast.nearest(connection, codec, id, newest, clientLimit);
        if (newest > 0 && stored.filter(state -> state.version() == newest).isEmpty()) {
            throw new CorruptBytesException("the stored state of " + id.persistenceId() + " at " + newest);
        }
        ObjectState<S> first = purged == newest ? stored.orElse(nothing) : nothing;
        ObjectState<S> before = StoredPast.nearest(connection, codec, id, newest - 1, clientLimit)
                .orElse(first);
        boolean near = newest - before.version() <= most;
        ObjectState<S> start = near ? before : stored.orElse(nothing);
        return new Run<>(kind, id, start, stored, Math.min(head, start.version() + most));
    }

    private static long last(Connection connection, ObjectId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LAST)) {
            select.setString(1, id.persistenceId());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static long newest(Connection connection, ObjectId id, long head) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setString(1, id.persistenceId());
            select.setLong(2, head);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private record Run<C, E, S>(
            ObjectKind<C, E, S> kind, ObjectId id, ObjectState<S> start, Optional<ObjectState<S>> stored, long end) {
        ObjectState<S> after(ObjectState<S> before, List<Stored<E>> page) {
            if (page.isEmpty()) {
                throw new CorruptBytesException(
                        "commit " + (before.version() + 1) + " of " + id.persistenceId() + " is missing");
            }
            ObjectState<S> state = before;
            for (Stored<E> next : page) {
                CommitCodec.requireNext(id.persistenceId(), state.checksum(), next);
                state = state.after(kind, next.commit());
                compare(state);
            }
            return state;
        }

        /** The clients are left out: how many are remembered is a setting, and may have been another one then. */
        private void compare(ObjectState<S> state) {
            boolean same = stored.filter(kept -> kept.version() == state.version())
                    .map(kept -> kept.value().equals(state.value())
                            && kept.timestamp() == state.timestamp()
                            && kept.checksum() == state.checksum()
                            && kept.origin().equals(state.origin()))
                    .orElse(true);
            if (!same) {
                throw new CorruptBytesException("the stored state of " + id.persistenceId() + " at " + state.version()
                        + " is not what its commits lead to");
            }
        }
    }
}
