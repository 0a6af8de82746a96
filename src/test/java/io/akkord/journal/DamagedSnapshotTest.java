package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.typed.ActorRef;
import akka.persistence.typed.javadsl.RetentionCriteria;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A snapshot saves time; a damaged one costs time and never content. */
class DamagedSnapshotTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");
    private static final String GROUP = "0123456789";

    @TempDir
    Path directory;

    private Storage storage;
    private ObjectState<RoomState> written;

    @BeforeAll
    static void warn() {
        ((Logger) LoggerFactory.getLogger(RoutedSnapshotDao.class)).setLevel(Level.WARN);
    }

    @AfterAll
    static void warnNoMore() {
        ((Logger) LoggerFactory.getLogger(RoutedSnapshotDao.class)).setLevel(null);
    }

    @BeforeEach
    void writeARoomWithSnapshotsAtTenAndTwenty() {
        storage = Storage.open(directory);
        ActorRef<StoredRoom.Command> room = storage.room(ID, RetentionCriteria.snapshotEvery(GROUP.length(), 2));
        storage.type(room, GROUP);
        awaitSnapshots(1);
        storage.type(room, GROUP);
        awaitSnapshots(2);
        written = storage.type(room, "abc");
        storage.stop(room);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void awaitSnapshots(int count) {
        Awaitility.await()
                .until(() -> Storage.await(storage.database.read(connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM snapshot")) {
                        return row.next() && row.getInt(1) == count;
                    }
                })));
    }

    private void change(String sql) {
        Storage.await(storage.database.write(
                connection -> connection.createStatement().executeUpdate(sql)));
    }

    private ObjectState<RoomState> recovered() {
        return storage.read(storage.room(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot_payload = zeroblob(length(snapshot_payload))",
                "snapshot_payload = x''",
                "snapshot_payload = CAST(replace(snapshot_payload, '789', '987') AS BLOB)",
                "snapshot_ser_id = 4",
                "snapshot_ser_manifest = 'room.state.0'",
                "sequence_number = 21"
            })
    void a_damaged_snapshot_is_passed_over_for_the_one_before_it_and_the_log_says_so(String damage) {
        change("UPDATE snapshot SET " + damage + " WHERE sequence_number = 20");
        change("DELETE FROM event_journal WHERE sequence_number <= 10");

        String named = damage.startsWith("sequence_number") ? " at version 21 " : " at version 20 ";
        ObjectState<RoomState> recovered = LoggingTestKit.warn("The snapshot of " + ID.persistenceId() + named)
                .expect(storage.system(), this::recovered);

        assertThat(recovered).isEqualTo(written);
    }

    @Test
    void without_a_sound_snapshot_every_commit_is_read() {
        change("UPDATE snapshot SET snapshot_payload = zeroblob(length(snapshot_payload))");

        assertThat(recovered()).isEqualTo(written);
    }

    @Test
    void a_sound_snapshot_is_where_recovery_begins() {
        change("DELETE FROM event_journal WHERE sequence_number <= 20");

        assertThat(recovered()).isEqualTo(written);
    }
}
