package io.akkord.journal;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes rows of the journal. A version that is already there refuses all of them. */
final class EventRows {
    private static final String INSERT = "INSERT INTO event_journal (deleted, persistence_id, sequence_number, writer,"
            + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private EventRows() {}

    static int insert(Connection connection, List<JournalAkkaSerializationRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
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
            return insert.executeBatch().length;
        }
    }
}
