package io.akkord.object;

import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.jdbc.snapshot.JdbcSnapshotStore;
import com.typesafe.config.Config;
import io.akkord.kind.ObjectId;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;

/** Snapshots only save time: one that is never answered costs nobody a commit. */
class StalledSnapshotTest {
    private static final ObjectId ID = Runtime.tally("stalled");
    private static final String STALLED = """
            akkord.object { write-timeout = 10 s, shards = 1 }
            akkord.storage.snapshot-every = 2
            jdbc-snapshot-store.class = "%s"
            """.formatted(Stalled.class.getName());

    @TempDir
    Path directory;

    /** A snapshot store that never answers. */
    public static final class Stalled extends JdbcSnapshotStore {
        public Stalled(Config config) {
            super(config);
        }

        @Override
        public Future<Option<SelectedSnapshot>> loadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
            return FutureConverters.asScala(new CompletableFuture<>());
        }

        @Override
        public Future<BoxedUnit> saveAsync(SnapshotMetadata metadata, Object snapshot) {
            return FutureConverters.asScala(new CompletableFuture<>());
        }
    }

    @Test
    void aCommitIsConfirmedThoughItsSnapshotIsNot() {
        try (Runtime runtime = new Runtime(directory, STALLED)) {
            TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", Join.NOTHING);
            session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
            for (int i = 1; i <= 3; i++) {
                assertThat(version(runtime.submit(ID, Runtime.add("c", i, i - 1, 1))))
                        .isEqualTo(i);
                session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
            }
        }
    }

    @Test
    void anObjectWhoseSnapshotCannotBeHadIsReadFromItsFirstCommit() {
        try (Runtime runtime = new Runtime(directory, "akkord.storage.snapshot-every = 2")) {
            for (int i = 1; i <= 3; i++) {
                version(runtime.submit(ID, Runtime.add("c", i, i - 1, 4)));
            }
        }
        try (Runtime runtime = new Runtime(directory, STALLED)) {
            assertThat(runtime.read(ID).value().sum()).isEqualTo(12);
            assertThat(version(runtime.submit(ID, Runtime.add("c", 4, 3, 4)))).isEqualTo(4);
        }
    }
}
