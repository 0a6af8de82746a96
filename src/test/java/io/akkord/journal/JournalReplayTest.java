package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReplayTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");

    @TempDir
    Path directory;

    @Test
    void a_stopped_object_comes_back_with_every_commit_of_its_groups() {
        try (Storage storage = Storage.open(directory)) {
            ActorRef<StoredRoom.Command> room = storage.room(ID);
            storage.type(room, "Hello, ");
            ObjectState<RoomState> written = storage.type(room, "wörld 🎉!");
            storage.stop(room);

            ObjectState<RoomState> recovered = storage.read(storage.room(ID));

            assertThat(recovered.value().text()).isEqualTo("Hello, wörld 🎉!");
            assertThat(recovered).isEqualTo(written);
            assertThat(recovered.version()).isEqualTo(15);
        }
    }

    @Test
    void everything_is_there_after_the_server_was_started_anew() {
        ObjectState<RoomState> written;
        try (Storage storage = Storage.open(directory)) {
            written = storage.type(storage.room(ID), "a".repeat(1_500));
        }
        try (Storage storage = Storage.open(directory)) {
            assertThat(storage.read(storage.room(ID))).isEqualTo(written);
        }
    }

    @Test
    void objects_written_at_once_keep_to_themselves() {
        try (Storage storage = Storage.open(directory)) {
            List<ActorRef<StoredRoom.Command>> rooms = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rooms.add(storage.room(ObjectId.of("rooms", "room-" + i)));
            }
            rooms.parallelStream().forEach(room -> {
                for (int i = 0; i < 10; i++) {
                    storage.type(room, "abc");
                }
            });
            rooms.forEach(storage::stop);
            for (int i = 0; i < 40; i++) {
                ObjectState<RoomState> state = storage.read(storage.room(ObjectId.of("rooms", "room-" + i)));
                assertThat(state.value().text()).isEqualTo("abc".repeat(10));
            }
        }
    }

    @Test
    void only_the_newest_two_snapshots_are_kept_and_recovery_starts_from_one() throws Exception {
        try (Storage storage = Storage.open(directory)) {
            ActorRef<StoredRoom.Command> room = storage.room(ID, RetentionCriteria.snapshotEvery(10, 2));
            ObjectState<RoomState> written = storage.read(room);
            for (int i = 0; i < 6; i++) {
                written = storage.type(room, "0123456789");
                long version = written.version();
                Awaitility.await()
                        .untilAsserted(() -> assertThat(numbers(storage, "SELECT sequence_number FROM snapshot"))
                                .containsExactlyElementsOf(
                                        version == 10 ? List.of(version) : List.of(version - 10, version)));
            }
            storage.stop(room);
            Storage.await(storage.database.write(connection -> connection
                    .createStatement()
                    .executeUpdate("DELETE FROM event_journal WHERE sequence_number < 60")));

            assertThat(storage.read(storage.room(ID))).isEqualTo(written);
        }
    }

    @Test
    void events_behind_a_snapshot_can_be_deleted_and_their_versions_are_not_given_again() {
        // Akka refuses to delete events whose snapshot may be left out.
        try (Storage storage = Storage.open(directory, "jdbc-snapshot-store.snapshot-is-optional = false")) {
            ActorRef<StoredRoom.Command> room =
                    storage.room(ID, RetentionCriteria.snapshotEvery(10, 1).withDeleteEventsOnSnapshot());
            for (int i = 0; i < 4; i++) {
                storage.type(room, "0123456789");
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(numbers(storage, "SELECT MIN(sequence_number) FROM event_journal"))
                            .isNotEqualTo(List.of(1L)));
            storage.stop(room);

            ActorRef<StoredRoom.Command> again = storage.room(ID);
            assertThat(storage.type(again, "x").version()).isEqualTo(41);
        }
    }

    private static List<Long> numbers(Storage storage, String sql) {
        return Storage.await(storage.database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<Long> numbers = new ArrayList<>();
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
                return numbers;
            }
        }));
    }
}
