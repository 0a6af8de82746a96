package io.akkord.journal;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import io.akkord.kind.ObjectId;
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
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The plug-in's access to snapshots, reading from the read pool. A snapshot that is not what was stored is passed over for an older
 * one, or for none: the journal has every commit, so that a damaged snapshot costs an object time and nothing else. Of a purged object
 * the journal has not: what the purge left stands for the oldest snapshot and is never passed over. A snapshot that comes when its
 * version has been purged is not stored.
 */
public final class RoutedSnapshotDao extends DefaultSnapshotDao {
    private static final Logger LOG = LoggerFactory.getLogger(RoutedSnapshotDao.class);
    private static final String SAVE =
            "INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,"
                    + " snapshot_ser_manifest, snapshot_payload) VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET created = excluded.created,"
                    + " snapshot_ser_id = excluded.snapshot_ser_id, snapshot_ser_manifest = excluded.snapshot_ser_manifest,"
                    + " snapshot_payload = excluded.snapshot_payload";
    private static final String SELECT =
            "SELECT sequence_number, created, snapshot_ser_id, snapshot_ser_manifest, snapshot_payload FROM snapshot"
                    + " WHERE persistence_id = ? AND sequence_number <= ? AND created <= ? AND sequence_number > ?"
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

    @Override
    public Future<BoxedUnit> save(SnapshotMetadata metadata, Object snapshot) {
        if (!(snapshot instanceof StoredSnapshot stored) || metadata.metadata().isDefined()) {
            return super.save(metadata, snapshot);
        }
        byte[] bytes = stored.bytes();
        return FutureConverters.asScala(database.write(connection -> save(connection, metadata, stored.type(), bytes)));
    }

    private static BoxedUnit save(Connection connection, SnapshotMetadata metadata, String type, byte[] bytes)
            throws SQLException {
        ObjectId id = ObjectId.ofPersistenceId(metadata.persistenceId());
        if (!PurgeMark.covers(connection, id, metadata.sequenceNr())) {
            try (PreparedStatement insert = connection.prepareStatement(SAVE)) {
                insert.setString(1, metadata.persistenceId());
                insert.setLong(2, metadata.sequenceNr());
                insert.setLong(3, metadata.timestamp());
                insert.setInt(4, StoredSnapshotSerializer.IDENTIFIER);
                insert.setString(5, type);
                insert.setBytes(6, bytes);
                insert.executeUpdate();
            }
        }
        return BoxedUnit.UNIT;
    }

    private Future<Option<Tuple2<SnapshotMetadata, Object>>> newest(String id, long version, long timestamp) {
        return FutureConverters.asScala(database.read(connection -> newest(connection, id, version, timestamp))
                .thenApply(newest -> OptionConverters.toScala(newest)));
    }

    private static Optional<Tuple2<SnapshotMetadata, Object>> newest(
            Connection connection, String id, long version, long timestamp) throws SQLException {
        Optional<PurgeMark> mark = PurgeMark.find(connection, ObjectId.ofPersistenceId(id));
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, id);
            select.setLong(2, version);
            select.setLong(3, timestamp);
            select.setLong(4, mark.map(PurgeMark::version).orElse(0L));
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
        return mark.filter(left -> left.version() <= version && left.timestamp() <= timestamp)
                .map(left -> new Tuple2<>(new SnapshotMetadata(id, left.version(), left.timestamp()), left.snapshot()));
    }
}
