package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCheckTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");
    private static final int COMMITS = 100;

    @TempDir
    Path directory;

    private Storage storage;
    private ReplayCheck check;

    @BeforeEach
    void writeARoom() {
        storage = Storage.open(directory);
        check = new ReplayCheck(storage.database, StoredRoom.CLIENTS);
        storage.type(storage.room(ID), "x".repeat(COMMITS));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private long replay(long head, int most) {
        return Storage.await(check.replayTo(StoredRoom.KIND, StoredRoom.CODEC, ID, head, most));
    }

    private void keep(long version) {
        JournalHistory history = new JournalHistory(storage.database, StoredRoom.CLIENTS);
        ObjectState<RoomState> state = Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, ID, version));
        Storage.await(new Waypoints(storage.database).save(StoredRoom.CODEC, ID, state));
    }

    private void change(String sql) {
        Storage.await(storage.database.write(c -> c.createStatement().executeUpdate(sql)));
    }

    @Test
    void the_newest_part_of_the_history_is_replayed_up_to_a_bound() {
        assertThat(replay(COMMITS, 1_000)).isEqualTo(COMMITS);
        assertThat(replay(COMMITS, 10)).isEqualTo(10);
        assertThat(replay(40, 1_000)).isEqualTo(40);
        keep(30);
        keep(60);
        assertThat(replay(COMMITS, 1_000)).isEqualTo(70);
        assertThat(replay(COMMITS, 40)).isEqualTo(40);
        assertThat(replay(COMMITS, 20)).isEqualTo(20);
        assertThat(replay(59, 1_000)).isEqualTo(59);
        assertThat(replay(60, 1_000)).isEqualTo(30);
        assertThat(Storage.await(
                        check.replayTo(StoredRoom.KIND, StoredRoom.CODEC, ObjectId.of("rooms", "nobody"), 0, 10)))
                .isZero();
    }

    @Test
    void a_stored_state_that_is_not_what_its_commits_lead_to_is_found() {
        keep(30);
        JournalHistory history = new JournalHistory(storage.database, StoredRoom.CLIENTS);
        ObjectState<RoomState> right = Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, ID, 60));
        RoomState other = Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, ID, 59))
                .value();
        ObjectState<RoomState> wrong =
                new ObjectState<>(60, other, right.clients(), right.timestamp(), right.checksum(), right.origin());
        Storage.await(new Waypoints(storage.database).save(StoredRoom.CODEC, ID, wrong));
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> replay(COMMITS, 1_000))
                .withMessageContaining("60");
    }

    @Test
    void lost_and_changed_commits_and_damaged_states_are_found() {
        keep(30);
        change("DELETE FROM event_journal WHERE sequence_number = " + COMMITS);
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> replay(COMMITS, 1_000));
        assertThat(replay(COMMITS - 1, 1_000)).isEqualTo(COMMITS - 1);
        change("UPDATE event_journal SET event_payload = CAST(replace(event_payload, 'user', 'root') AS BLOB)"
                + " WHERE sequence_number = 70");
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> replay(80, 1_000));
        assertThat(replay(69, 1_000)).isEqualTo(69);
        change("UPDATE waypoint SET state = zeroblob(length(state))");
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> replay(69, 1_000));
    }

    private long replayAll(KindCodec<RoomCommand, RoomEvent, RoomState> codec, long confirmed) {
        return Storage.await(check.replay(StoredRoom.KIND, codec, ID, confirmed, 1_000));
    }

    @Test
    void the_journal_says_where_it_ends_and_must_reach_what_was_confirmed() {
        assertThat(replayAll(StoredRoom.CODEC, 0)).isEqualTo(COMMITS);
        assertThat(replayAll(StoredRoom.CODEC, 40)).isEqualTo(COMMITS);
        assertThat(replayAll(StoredRoom.CODEC, COMMITS)).isEqualTo(COMMITS);
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> replayAll(StoredRoom.CODEC, COMMITS + 1))
                .withMessageContaining("commit " + (COMMITS + 1));
        change("UPDATE event_journal SET event_payload = CAST(replace(event_payload, 'user', 'root') AS BLOB)"
                + " WHERE sequence_number = " + COMMITS);
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> replayAll(StoredRoom.CODEC, 40));
    }

    @Test
    void what_is_written_meanwhile_is_no_contradiction() {
        storage.type(storage.room(ID), "y".repeat(500));
        AtomicBoolean meddled = new AtomicBoolean();
        var meddling = meanwhile(() -> {
            if (!meddled.getAndSet(true)) {
                change("DELETE FROM event_journal WHERE sequence_number > 550");
            }
        });
        assertThat(replayAll(meddling, 40)).isEqualTo(COMMITS + 500);
        assertThat(meddled).isTrue();
        assertThat(replayAll(StoredRoom.CODEC, 40)).isEqualTo(550);
    }

    /** The codec of rooms, before each of whose events something else happens. */
    @SuppressWarnings("unchecked")
    private static KindCodec<RoomCommand, RoomEvent, RoomState> meanwhile(Runnable something) {
        return (KindCodec<RoomCommand, RoomEvent, RoomState>) Proxy.newProxyInstance(
                ReplayCheckTest.class.getClassLoader(),
                new Class<?>[] {KindCodec.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("of")) {
                        return proxy;
                    }
                    if (method.getName().equals("readEvent")) {
                        something.run();
                    }
                    return method.invoke(StoredRoom.CODEC, arguments);
                });
    }
}
