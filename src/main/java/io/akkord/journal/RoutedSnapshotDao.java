package io.akkord.journal;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/** The plug-in's access to snapshots, reading from the read pool. */
public final class RoutedSnapshotDao extends DefaultSnapshotDao {
    private final DefaultSnapshotDao reading;

    public RoutedSnapshotDao(
            JdbcBackend.DatabaseDef writer,
            JdbcProfile profile,
            SnapshotConfig config,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(writer, profile, config, serialization, executionContext, materializer);
        JdbcBackend.DatabaseDef readers =
                OpenDatabases.ofWriter(writer).readers().slick();
        reading = new DefaultSnapshotDao(readers, profile, config, serialization, executionContext, materializer);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String persistenceId) {
        return reading.latestSnapshot(persistenceId);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxTimestamp(
            String persistenceId, long timestamp) {
        return reading.snapshotForMaxTimestamp(persistenceId, timestamp);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNr(
            String persistenceId, long version) {
        return reading.snapshotForMaxSequenceNr(persistenceId, version);
    }

    @Override
    public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNrAndMaxTimestamp(
            String persistenceId, long version, long timestamp) {
        return reading.snapshotForMaxSequenceNrAndMaxTimestamp(persistenceId, version, timestamp);
    }
}
