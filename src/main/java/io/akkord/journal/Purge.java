package io.akkord.journal;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes an object out of the journal and the tables beside it, but for its {@link PurgeMark}. What goes is overwritten where it
 * stands before the rows are removed: while rows go SQLite moves others, and where one stood it may leave a copy.
 */
public final class Purge {
    private static final String LAST = "SELECT sequence_number, event_ser_manifest FROM event_journal"
            + " WHERE persistence_id = ? ORDER BY sequence_number DESC LIMIT 1";
    private static final String MARK = "UPDATE event_journal SET event_payload = ?, event_ser_manifest = ?"
            + " WHERE persistence_id = ? AND sequence_number = ?";
    private static final List<String> EVENTS = List.of(
            "UPDATE event_journal SET event_payload = zeroblob(length(event_payload)) WHERE persistence_id = ?1",
            "DELETE FROM event_journal WHERE persistence_id = ?1 AND sequence_number < ?2",
            "DELETE FROM event_tag WHERE event_id ="
                    + " (SELECT ordering FROM event_journal WHERE persistence_id = ?1 AND sequence_number = ?2)");
    private static final List<String> STATES = List.of(
            "UPDATE snapshot SET snapshot_payload = zeroblob(length(snapshot_payload)) WHERE persistence_id = ?1",
            "DELETE FROM snapshot WHERE persistence_id = ?1",
            "UPDATE waypoint SET state = zeroblob(length(state)) WHERE persistence_id = ?1",
            "DELETE FROM waypoint WHERE persistence_id = ?1",
            "DELETE FROM alarm WHERE persistence_id = ?1");

    private Purge() {}

    /**
     * Within a transaction: removes the rows of an object up to {@code left}'s version, which must be its last, and leaves {@code
     * left}. An object that was purged at that version stays as it is. Throws {@link StorageException} where the object stands at
     * another version; the transaction must then be given up.
     */
    public static <C, E, S> void run(Connection connection, KindCodec<C, E, S> codec, ObjectId id, ObjectState<S> left)
            throws SQLException {
        boolean done = isDone(connection, id, left.version());
        if (!done) {
            drop(connection, EVENTS, id, left.version());
            mark(connection, id, left.version(), PurgeMark.seal(codec, left));
        }
        drop(connection, STATES, id, left.version());
    }

    private static boolean isDone(Connection connection, ObjectId id, long version) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LAST)) {
            select.setString(1, id.persistenceId());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getLong(1) != version) {
                    throw new StorageException(
                            "The journal of " + id.persistenceId() + " does not end at version " + version + ".");
                }
                return row.getString(2).equals(PurgeMark.TYPE);
            }
        }
    }

    private static void drop(Connection connection, List<String> statements, ObjectId id, long version)
            throws SQLException {
        for (String sql : statements) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, id.persistenceId());
                if (sql.contains("?2")) {
                    statement.setLong(2, version);
                }
                statement.executeUpdate();
            }
        }
    }

    private static void mark(Connection connection, ObjectId id, long version, byte[] payload) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MARK)) {
            update.setBytes(1, payload);
            update.setString(2, PurgeMark.TYPE);
            update.setString(3, id.persistenceId());
            update.setLong(4, version);
            update.executeUpdate();
        }
    }
}
