package io.akkord.journal;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes rows of the journal, those of one object in their order. A version that is already there refuses all of them, and so does a
 * later one: what was purged leaves numbers free that no late writer may take.
 */
final class EventRows {
    private static final String INSERT = "INSERT INTO event_journal (deleted, persistence_id, sequence_number, writer,"
            + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest)";
    private static final String NEXT = INSERT + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FIRST = INSERT + " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS"
            + " (SELECT 1 FROM event_journal WHERE persistence_id = ?2 AND sequence_number > ?3)";

    private EventRows() {}

    static int insert(Connection connection, List<JournalAkkaSerializationRow> rows) throws SQLException {
        List<JournalAkkaSerializationRow> first = new ArrayList<>();
        List<JournalAkkaSerializationRow> next = new ArrayList<>();
        String object = "";
        for (JournalAkkaSerializationRow row : rows) {
            (row.persistenceId().equals(object) ? next : first).add(row);
            object = row.persistenceId();
        }
        if (IntStream.of(insert(connection, FIRST, first)).anyMatch(count -> count == 0)) {
            throw new SQLException("a later version is in the journal already");
        }
        return next.isEmpty() ? first.size() : first.size() + insert(connection, NEXT, next).length;
    }

    private static int[] insert(Connection connection, String sql, List<JournalAkkaSerializationRow> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (JournalAkkaSerializationRow row : rows) {
                insert.setBoolean(1, row.deleted());
                insert.setString(2, row.persistenceId());
                insert.setLong(3, row.sequenceNumber());
                insert.setString(4, row.writer());
                insert.setLong(5, row.writeTimestamp());
                insert.setString(6, row.adapterManifest());
                insert.setBytes(7, row.eventPayload());
                insert.setInt(8, row.eventSerId());
                insert.setString(9, row.eventSerManifest());
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }
}
