package io.akkord.journal;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that read the past of one object. Each is a transaction of its own and short. */
final class StoredPast {
    private static final String EVENTS = "SELECT sequence_number, event_ser_id, event_ser_manifest, event_payload"
            + " FROM event_journal WHERE persistence_id = ? AND deleted = FALSE AND sequence_number BETWEEN ? AND ?"
            + " ORDER BY sequence_number LIMIT ?";
    private static final String SNAPSHOT = "SELECT sequence_number, snapshot_ser_manifest, snapshot_payload"
            + " FROM snapshot WHERE persistence_id = ? AND sequence_number <= ? ORDER BY sequence_number DESC LIMIT 1";
    private static final String WAYPOINT = "SELECT version, type, state"
            + " FROM waypoint WHERE persistence_id = ? AND version <= ? ORDER BY version DESC LIMIT 1";

    private StoredPast() {}

    static <C, E, S> List<Stored<E>> commits(Connection connection, KindCodec<C, E, S> codec, ObjectId id, Page page)
            throws SQLException {
        List<Stored<E>> commits = new ArrayList<>();
        long bytes = 0;
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setString(1, id.persistenceId());
            select.setLong(2, page.from());
            select.setLong(3, page.to());
            select.setInt(4, page.maxCount());
            try (ResultSet row = select.executeQuery()) {
                while (bytes < page.maxBytes() && row.next()) {
                    Stored<E> stored = commit(codec, row);
                    commits.add(stored);
                    bytes += stored.bytes().length;
                }
            }
        }
        return commits;
    }

    private static <C, E, S> Stored<E> commit(KindCodec<C, E, S> codec, ResultSet row) throws SQLException {
        if (row.getInt(2) != StoredEventSerializer.IDENTIFIER) {
            throw new CorruptBytesException("an event that nobody here wrote");
        }
        Stored<E> stored = CommitCodec.open(codec, row.getString(3), row.getBytes(4));
        if (stored.commit().version() != row.getLong(1)) {
            throw new CorruptBytesException(
                    "commit " + stored.commit().version() + " stored as version " + row.getLong(1));
        }
        return stored;
    }

    /** The last snapshot or waypoint that is not behind {@code version}. */
    static <C, E, S> Optional<ObjectState<S>> nearest(
            Connection connection, KindCodec<C, E, S> codec, ObjectId id, long version, int clientLimit)
            throws SQLException {
        Optional<StateRow> snapshot = state(connection, SNAPSHOT, id, version);
        long known = snapshot.map(StateRow::version).orElse(0L);
        Optional<StateRow> waypoint = state(connection, WAYPOINT, id, version).filter(row -> row.version() > known);
        return waypoint.or(() -> snapshot).map(row -> SnapshotCodec.open(codec, clientLimit, row.type(), row.bytes()));
    }

    private static Optional<StateRow> state(Connection connection, String sql, ObjectId id, long version)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id.persistenceId());
            select.setLong(2, version);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new StateRow(row.getLong(1), row.getString(2), row.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    /** Which commits to read at once: {@code from..to}, both included, until one of the limits is reached. */
    record Page(long from, long to, int maxCount, long maxBytes) {}

    private record StateRow(long version, String type, byte[] bytes) {}
}
