package io.akkord.journal;

import io.akkord.kind.ObjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the version of a time. A commit is never before the one it follows, so that halving finds it: one short look at the journal
 * for each doubling of the history.
 */
final class CommitTimes {
    private static final String FIRST =
            "SELECT MIN(sequence_number) FROM event_journal WHERE persistence_id = ? AND deleted = FALSE";
    private static final String EVENT = "SELECT event_payload FROM event_journal"
            + " WHERE persistence_id = ? AND sequence_number = ? AND deleted = FALSE";

    private CommitTimes() {}

    /**
     * The last version up to {@code head} that is not later than {@code time}, 0 where the first commit is later; empty where that
     * is not known because the first commits are no longer kept.
     */
    static OptionalLong versionAt(Connection connection, ObjectId id, long head, long time) throws SQLException {
        Optional<PurgeMark> mark = PurgeMark.find(connection, id);
        if (mark.isPresent()) {
            boolean known = mark.get().version() <= head && mark.get().timestamp() <= time;
            return known
                    ? OptionalLong.of(search(connection, id, mark.get().version(), head, time))
                    : OptionalLong.empty();
        }
        long first = first(connection, id);
        if (first == 0 || first > head) {
            return OptionalLong.empty();
        }
        long found = search(connection, id, first - 1, head, time);
        return found == 0 || found >= first ? OptionalLong.of(found) : OptionalLong.empty();
    }

    /** The last of {@code from..head} that is not later; {@code from} where no other is. */
    private static long search(Connection connection, ObjectId id, long from, long head, long time)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVENT)) {
            select.setString(1, id.persistenceId());
            long notLater = from;
            long later = head + 1;
            while (later - notLater > 1) {
                long middle = notLater + (later - notLater) / 2;
                if (time(select, id, middle) <= time) {
                    notLater = middle;
                } else {
                    later = middle;
                }
            }
            return notLater;
        }
    }

    /** The version of the first commit that is kept; 0 for none. */
    static long first(Connection connection, ObjectId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIRST)) {
            select.setString(1, id.persistenceId());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static long time(PreparedStatement select, ObjectId id, long version) throws SQLException {
        select.setLong(2, version);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new CorruptBytesException("commit " + version + " of " + id.persistenceId() + " is missing");
            }
            return CommitCodec.timestamp(row.getBytes(1));
        }
    }
}
