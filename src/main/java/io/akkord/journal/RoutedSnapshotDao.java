package io.akkord.journal;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.jdk.javaapi.OptionConverters;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The plug-in's access to snapshots, reading from the read pool. A snapshot that is not what was stored is passed over for an older
 * one, or for none: the journal has every commit, so that a damaged snapshot costs an object time and nothing else.
 */
public final class RoutedSnapshotDao extends DefaultSnapshotDao {
    private static final Logger LOG = LoggerFactory.getLogger(RoutedSnapshotDao.class);
    private static final String SELECT =
            "SELECT sequence_number, created, snapshot_ser_id, snapshot_ser_manifest, snapshot_payload FROM snapshot"
                    + " WHERE persistence_id = ? AND sequence_number <= ? AND created <= ?"
                    + " ORDER BY sequence_number DESC";

    private final Database database;

    public RoutedSnapshotDao(
            JdbcBackend.DatabaseDef writer,
            JdbcProfile profile,
            SnapshotConfig config,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(writer, profile, config, serialization, executionContext, materializer);
        database = OpenDatabases.ofWriter(writer);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String persistenceId) {
        return newest(persistenceId, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxTimestamp(
            String persistenceId, long timestamp) {
        return newest(persistenceId, Long.MAX_VALUE, timestamp);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNr(
            String persistenceId, long version) {
        return newest(persistenceId, version, Long.MAX_VALUE);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNrAndMaxTimestamp(
            String persistenceId, long version, long timestamp) {
        return newest(persistenceId, version, timestamp);
    }

    private Future<Option<Tuple2<SnapshotMetadata, Object>>> newest(String id, long version, long timestamp) {
        return FutureConverters.asScala(database.read(connection -> newest(connection, id, version, timestamp))
                .thenApply(newest -> OptionConverters.toScala(newest)));
    }

    private static Optional<Tuple2<SnapshotMetadata, Object>> newest(
            Connection connection, String id, long version, long timestamp) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, id);
            select.setLong(2, version);
            select.setLong(3, timestamp);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SnapshotMetadata metadata = new SnapshotMetadata(id, row.getLong(1), row.getLong(2));
                    String type = row.getString(4);
                    byte[] bytes = row.getBytes(5);
                    if (row.getInt(3) == StoredSnapshotSerializer.IDENTIFIER
                            && StateFrame.isIntact(metadata.sequenceNr(), type, bytes)) {
                        return Optional.of(new Tuple2<>(metadata, StoredSnapshot.of(type, bytes)));
                    }
                    LOG.warn("The snapshot of {} at version {} is damaged and passed over", id, metadata.sequenceNr());
                }
            }
        }
        return Optional.empty();
    }
}
