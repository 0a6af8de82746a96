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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statements that read the past of one object. Each is a transaction of its own and short. */
final class StoredPast {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPast.class);
    private static final String EVENTS = "SELECT sequence_number, event_ser_id, event_ser_manifest, event_payload"
            + " FROM event_journal WHERE persistence_id = ? AND deleted = FALSE AND sequence_number BETWEEN ? AND ?"
            + " ORDER BY sequence_number LIMIT ?";
    private static final String STATES = "SELECT sequence_number AS version, snapshot_ser_manifest, snapshot_payload"
            + " FROM snapshot WHERE persistence_id = ?1 AND sequence_number <= ?2 AND sequence_number > ?3"
            + " UNION ALL SELECT version, type, state FROM waypoint"
            + " WHERE persistence_id = ?1 AND version <= ?2 AND version > ?3"
            + " ORDER BY version DESC";

    private StoredPast() {}

    /**
     * Throws {@link CorruptBytesException} unless these are {@code page.from()} and what follows it without a gap, and {@link
     * VersionNotFoundException} where they begin before what was left of a purge.
     */
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
                for (long due = Math.max(1, page.from()); bytes < page.maxBytes() && row.next(); due++) {
                    if (commits.isEmpty() && row.getString(3).equals(PurgeMark.TYPE)) {
                        throw new VersionNotFoundException(id, due);
                    }
                    Stored<E> stored = commit(codec, row);
                    if (stored.commit().version() != due) {
                        throw new CorruptBytesException("commit " + due + " of " + id.persistenceId() + " is missing");
                    }
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

    /**
     * The last snapshot or waypoint that is not behind {@code version}; one that cannot be read is passed over for an older one. The
     * oldest is what was left of a purge, and that is never passed over.
     */
    static <C, E, S> Optional<ObjectState<S>> nearest(
            Connection connection, KindCodec<C, E, S> codec, ObjectId id, long version, int clientLimit)
            throws SQLException {
        Optional<PurgeMark> mark = PurgeMark.find(connection, id);
        try (PreparedStatement select = connection.prepareStatement(STATES)) {
            select.setString(1, id.persistenceId());
            select.setLong(2, version);
            select.setLong(3, mark.map(PurgeMark::version).orElse(0L));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Optional<ObjectState<S>> state = state(codec, id, row, clientLimit);
                    if (state.isPresent()) {
                        return state;
                    }
                }
            }
        }
        return mark.filter(left -> left.version() <= version).map(left -> left.state(codec, clientLimit));
    }

    private static <C, E, S> Optional<ObjectState<S>> state(
            KindCodec<C, E, S> codec, ObjectId id, ResultSet row, int clientLimit) throws SQLException {
        long version = row.getLong(1);
        try {
            ObjectState<S> state = StateFrame.open(codec, clientLimit, row.getString(2), row.getBytes(3));
            if (state.version() == version) {
                return Optional.of(state);
            }
            LOG.warn(
                    "A state of {} at version {} is stored as that of {}",
                    id.persistenceId(),
                    state.version(),
                    version);
        } catch (CorruptBytesException e) {
            LOG.warn("The stored state of {} at version {} is damaged and passed over", id.persistenceId(), version, e);
        }
        return Optional.empty();
    }

    /** Which commits to read at once: {@code from..to}, both included, until one of the limits is reached. */
    record Page(long from, long to, int maxCount, long maxBytes) {}
}
