package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.jdbc.journal.dao.JournalTables;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.akkord.directory.DirectoryEntry;
import io.akkord.directory.DirectoryStore;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Operation;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** The rows of a purged object: what goes, what stays, and what may not come back. */
class PurgedRowsTest {
    private static final ObjectId ID = ObjectId.of("rooms", "mortal");
    private static final ObjectId OTHER = ObjectId.of("rooms", "mortal2");
    private static final String SECRET = "dearest diary";
    private static final int COMMITS = 700;
    private static final long DELETED = COMMITS + 1;
    private static final RetentionCriteria SNAPSHOTS = RetentionCriteria.snapshotEvery(100, 2);

    @TempDir
    Path directory;

    private Storage storage;
    private JournalHistory history;
    private ObjectState<RoomState> before;

    @BeforeEach
    void writeTwoRooms() {
        open();
        ActorRef<StoredRoom.Command> room = storage.room(ID, SNAPSHOTS);
        ActorRef<StoredRoom.Command> other = storage.room(OTHER, SNAPSHOTS);
        for (int i = 0; i < COMMITS / 100; i++) {
            storage.store(room, StoredRoom.commits(storage.read(room), Collections.nCopies(100, SECRET)));
            storage.store(other, StoredRoom.commits(storage.read(other), Collections.nCopies(100, "keep me")));
        }
        Storage.await(new Waypoints(storage.database).save(StoredRoom.CODEC, ID, storage.read(room)));
        Storage.await(new AlarmTable(storage.database).upsert(ID, 5));
        Storage.await(new DirectoryStore(storage.database).upsert(entry(COMMITS)));
        before = storage.store(room, List.of(deletion(storage.read(room))));
        storage.stop(room);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void open() {
        storage = Storage.open(directory);
        history = new JournalHistory(storage.database, StoredRoom.CLIENTS);
    }

    private static DirectoryEntry entry(long version) {
        return new DirectoryEntry(ID, "text", version, 1, 1, false);
    }

    private static Stored<RoomEvent> deletion(ObjectState<RoomState> state) {
        return CommitCodec.seal(
                StoredRoom.CODEC,
                new Commit<>(
                        state.version() + 1,
                        "c-1",
                        state.version() + 1,
                        "user",
                        "",
                        state.timestamp() + 1,
                        1,
                        0,
                        new RoomEvent.Deleted(state.value().text().length())),
                state.checksum());
    }

    private void purge() {
        Storage.await(storage.database.write(connection -> {
            Purge.run(connection, StoredRoom.CODEC, ID, before.purged("next"));
            DirectoryStore.remove(connection, ID);
            return true;
        }));
    }

    private long count(String table, String and) {
        return Storage.await(storage.database.read(connection -> {
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT COUNT(*) FROM " + table + " WHERE persistence_id = 'rooms|-|mortal'" + and)) {
                return row.next() ? row.getLong(1) : -1;
            }
        }));
    }

    private long rows() {
        return Stream.of("event_journal", "snapshot", "waypoint", "alarm", "directory")
                .mapToLong(table -> count(table, ""))
                .sum();
    }

    private void change(String sql) {
        Storage.await(storage.database.write(c -> c.createStatement().executeUpdate(sql)));
    }

    private boolean filesSay(String text) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void one_row_is_left_and_nothing_of_the_content_stands_in_the_files() throws Exception {
        assertThat(rows()).isGreaterThan(COMMITS + 3);
        assertThat(filesSay(SECRET)).isTrue();
        purge();
        assertThat(rows()).isEqualTo(1);
        assertThat(count("event_journal", " AND sequence_number = " + DELETED)).isEqualTo(1);
        storage.close();
        assertThat(filesSay(SECRET)).isFalse();
        assertThat(filesSay("keep me")).isTrue();
        open();
        assertThat(storage.read(storage.room(OTHER)).value().text()).isEqualTo("keep me".repeat(COMMITS));
        assertThat(storage.read(storage.room(ID))).isEqualTo(before.purged("next"));
    }

    @Test
    void what_comes_after_follows_the_checksum_and_is_replayed_over_it() {
        purge();
        ActorRef<StoredRoom.Command> room = storage.room(ID);
        ObjectState<RoomState> reborn = storage.store(room, born(storage.read(room)));
        ObjectState<RoomState> head = storage.type(room, "xyz");
        storage.close();
        open();
        assertThat(storage.read(storage.room(ID))).isEqualTo(head);
        assertThat(stateAt(DELETED)).isEqualTo(before.purged("next"));
        assertThat(stateAt(DELETED + 1)).isEqualTo(reborn);
        assertThat(Storage.await(history.keptFrom(ID))).isEqualTo(DELETED + 1);
        assertThat(Storage.await(history.keptFrom(OTHER))).isEqualTo(1);
        assertThat(Storage.await(history.keptFrom(ObjectId.of("rooms", "never"))))
                .isEqualTo(1);
        assertThat(commits(DELETED + 1, 5_000)).hasSize(4);
        ReplayCheck check = new ReplayCheck(storage.database, StoredRoom.CLIENTS);
        assertThat(Storage.await(check.replay(StoredRoom.KIND, StoredRoom.CODEC, ID, head.version(), 1_000)))
                .isEqualTo(4);
        assertThat(Storage.await(check.replayTo(StoredRoom.KIND, StoredRoom.CODEC, ID, COMMITS, 1_000)))
                .isZero();
    }

    private static List<Stored<RoomEvent>> born(ObjectState<RoomState> left) {
        RoomEvent event = new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "born"));
        Commit<RoomEvent> commit =
                new Commit<>(left.version() + 1, "c-1", 1, "user", "", left.timestamp() + 1, 1, 0, event);
        return List.of(CommitCodec.seal(StoredRoom.CODEC, commit, left.checksum()));
    }

    private ObjectState<RoomState> stateAt(long version) {
        return Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, ID, version));
    }

    private List<Commit<RoomEvent>> commits(long from, long to) {
        return Storage.await(history.commits(StoredRoom.CODEC, ID, from, to, 5_000, Long.MAX_VALUE));
    }

    @Test
    void what_was_before_is_told_as_no_longer_kept() {
        purge();
        for (long from : new long[] {0, 1, COMMITS, DELETED}) {
            assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> commits(from, 5_000));
        }
        assertThat(commits(DELETED + 1, 5_000)).isEmpty();
        assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> stateAt(COMMITS));
        assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> stateAt(DELETED + 1));
        assertThat(Storage.await(history.versionAt(ID, DELETED, before.timestamp())))
                .isEqualTo(DELETED);
        assertThat(Storage.await(history.versionAt(ID, DELETED, Long.MAX_VALUE)))
                .isEqualTo(DELETED);
        assertThatExceptionOfType(VersionNotFoundException.class)
                .isThrownBy(() -> Storage.await(history.versionAt(ID, DELETED, before.timestamp() - 1)));
    }

    @Test
    void what_was_on_its_way_before_the_purge_is_not_stored_after_it() {
        ObjectState<RoomState> past = stateAt(500);
        purge();
        Storage.await(new Waypoints(storage.database).save(StoredRoom.CODEC, ID, past));
        Storage.await(new Waypoints(storage.database).save(StoredRoom.CODEC, ID, before));
        Storage.await(new DirectoryStore(storage.database).upsert(entry(DELETED)));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Storage.await(storage.database.write(connection -> {
                    insert(connection, 500);
                    return true;
                })));
        assertThat(rows()).isEqualTo(1);
        assertThat(storage.read(storage.room(ID)).origin()).isEqualTo("next");
    }

    private static void insert(Connection connection, long version) throws SQLException {
        EventRows.insert(
                connection,
                List.of(new JournalTables.JournalAkkaSerializationRow(
                        0,
                        false,
                        ID.persistenceId(),
                        version,
                        "late",
                        0,
                        "",
                        new byte[1],
                        StoredEventSerializer.IDENTIFIER,
                        "room.edited.1",
                        Option.empty(),
                        Option.empty(),
                        Option.empty())));
    }

    @Test
    void an_object_that_went_on_or_never_was_is_not_purged() {
        before = new ObjectState<>(
                COMMITS, before.value(), before.clients(), before.timestamp(), before.checksum(), before.origin());
        long all = rows();
        assertThatExceptionOfType(StorageException.class).isThrownBy(this::purge);
        assertThat(rows()).isEqualTo(all);
    }

    @Test
    void a_transaction_that_fails_at_its_end_leaves_every_row_and_every_byte() {
        ObjectState<RoomState> all = stateAt(COMMITS);
        long rows = rows();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Storage.await(storage.database.write(connection -> {
                    Purge.run(connection, StoredRoom.CODEC, ID, before.purged("next"));
                    DirectoryStore.remove(connection, ID);
                    throw new SQLException("the disk is full");
                })));
        assertThat(rows()).isEqualTo(rows);
        assertThat(stateAt(COMMITS)).isEqualTo(all);
        assertThat(storage.read(storage.room(ID))).isEqualTo(before);
    }

    @Test
    void a_damaged_mark_stops_the_object_instead_of_letting_it_begin_anew() {
        purge();
        change("UPDATE event_journal SET event_payload = zeroblob(length(event_payload))"
                + " WHERE persistence_id = 'rooms|-|mortal'");
        ActorRef<StoredRoom.Command> room = storage.room(ID);
        TestProbe<ObjectState<RoomState>> answers = storage.kit.createTestProbe();
        room.tell(new StoredRoom.Read(answers.ref()));
        answers.expectTerminated(room);
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> stateAt(DELETED));
        ReplayCheck check = new ReplayCheck(storage.database, StoredRoom.CLIENTS);
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> Storage.await(check.replay(StoredRoom.KIND, StoredRoom.CODEC, ID, DELETED, 1_000)));
    }
}
