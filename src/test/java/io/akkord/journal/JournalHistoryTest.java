package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.persistence.typed.javadsl.RetentionCriteria;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalHistoryTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");
    private static final int COMMITS = 1_300;
    /** Before the first commit; each later one is a millisecond after the one before. */
    private static final long FIRST = 1_700_000_000_000L;

    @TempDir
    Path directory;

    private Storage storage;
    private JournalHistory history;
    private ObjectState<RoomState> head;

    @BeforeEach
    void writeARoom() {
        storage = Storage.open(directory);
        history = new JournalHistory(storage.database, StoredRoom.CLIENTS);
        var room = storage.room(ID);
        for (int i = 0; i < COMMITS / 100; i++) {
            storage.type(room, letters(i * 100, (i + 1) * 100));
        }
        head = storage.read(room);
        storage.type(storage.room(ObjectId.of("rooms", "notes2")), "not this one");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private static String letters(int from, int to) {
        StringBuilder letters = new StringBuilder();
        for (int i = from; i < to; i++) {
            letters.append((char) ('a' + i % 26));
        }
        return letters.toString();
    }

    private List<Long> versions(long from, long to, int maxCount, long maxBytes) {
        return commits(from, to, maxCount, maxBytes).stream()
                .map(Commit::version)
                .toList();
    }

    private List<Commit<RoomEvent>> commits(long from, long to, int maxCount, long maxBytes) {
        return Storage.await(history.commits(StoredRoom.CODEC, ID, from, to, maxCount, maxBytes));
    }

    private ObjectState<RoomState> stateAt(long version) {
        return Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, ID, version));
    }

    private long versionAt(long time, long head) {
        return Storage.await(history.versionAt(ID, head, time));
    }

    private void change(String sql) {
        Storage.await(storage.database.write(c -> c.createStatement().executeUpdate(sql)));
    }

    @Test
    void commits_come_in_order_with_both_ends_and_no_others() {
        assertThat(versions(1, 3, 100, Long.MAX_VALUE)).containsExactly(1L, 2L, 3L);
        assertThat(versions(1_299, 5_000, 100, Long.MAX_VALUE)).containsExactly(1_299L, 1_300L);
        assertThat(versions(7, 7, 100, Long.MAX_VALUE)).containsExactly(7L);
        assertThat(versions(1_301, 5_000, 100, Long.MAX_VALUE)).isEmpty();
        assertThat(versions(5, 4, 100, Long.MAX_VALUE)).isEmpty();
        assertThat(Storage.await(
                        history.commits(StoredRoom.CODEC, ObjectId.of("rooms", "nobody"), 1, 10, 10, Long.MAX_VALUE)))
                .isEmpty();
    }

    @Test
    void a_page_ends_at_its_count_or_its_bytes_but_holds_one_commit_at_least() {
        assertThat(versions(10, 1_000, 5, Long.MAX_VALUE)).containsExactly(10L, 11L, 12L, 13L, 14L);
        assertThat(versions(10, 1_000, 5, 1)).containsExactly(10L);
        assertThat(versions(10, 1_000, 0, 0)).containsExactly(10L);
        assertThat(versions(10, 1_000, 1_000, 1_000)).hasSizeBetween(10, 40).startsWith(10L, 11L);
    }

    @Test
    void pages_put_together_are_the_whole_history() {
        List<Commit<RoomEvent>> all = new ArrayList<>();
        while (all.size() < COMMITS) {
            all.addAll(commits(all.size() + 1L, Long.MAX_VALUE, 333, 10_000));
        }
        ObjectState<RoomState> state = ObjectState.empty(
                RoomState.NOTHING,
                StoredRoom.CLIENTS,
                storage.database.installation().origin());
        for (Commit<RoomEvent> commit : all) {
            state = state.after(StoredRoom.KIND, commit);
        }
        assertThat(state).isEqualTo(head);
    }

    @Test
    void every_version_can_be_read_as_it_was() {
        assertThat(stateAt(0).value()).isEqualTo(RoomState.NOTHING);
        for (long version : new long[] {1, 2, 499, 500, 501, 999, 1_000, 1_001, 1_299}) {
            ObjectState<RoomState> past = stateAt(version);
            assertThat(past.version()).isEqualTo(version);
            assertThat(past.value().text()).isEqualTo(letters(0, (int) version));
        }
        assertThat(stateAt(COMMITS)).isEqualTo(head);
    }

    @Test
    void the_way_to_a_version_begins_at_the_nearest_waypoint_before_it() {
        Waypoints waypoints = new Waypoints(storage.database);
        ObjectState<RoomState> past = stateAt(1_000);
        Storage.await(waypoints.save(StoredRoom.CODEC, ID, stateAt(500)));
        Storage.await(waypoints.save(StoredRoom.CODEC, ID, past));
        Storage.await(waypoints.save(StoredRoom.CODEC, ID, past));
        change("DELETE FROM event_journal WHERE sequence_number <= 1000");

        assertThat(stateAt(1_000)).isEqualTo(past);
        assertThat(stateAt(1_200).value().text()).isEqualTo(letters(0, 1_200));
        assertThat(stateAt(COMMITS)).isEqualTo(head);
        assertThat(stateAt(500).value().text()).isEqualTo(letters(0, 500));
        assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> stateAt(501));
    }

    @Test
    void the_way_to_a_version_begins_at_the_nearest_snapshot_before_it() {
        ObjectId other = ObjectId.of("rooms", "snapshots");
        var room = storage.room(other, RetentionCriteria.snapshotEvery(40, 2));
        storage.type(room, letters(0, 40));
        org.awaitility.Awaitility.await()
                .until(() -> Storage.await(storage.database.read(c -> {
                    try (var row = c.createStatement().executeQuery("SELECT COUNT(*) FROM snapshot")) {
                        return row.next() && row.getInt(1) == 1;
                    }
                })));
        ObjectState<RoomState> last = storage.type(room, letters(40, 50));
        change("DELETE FROM event_journal WHERE sequence_number <= 40");

        assertThat(Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, other, 50)))
                .isEqualTo(last);
    }

    @Test
    void a_time_leads_to_the_last_version_that_is_not_later() {
        for (long version : new long[] {1, 2, 3, 649, 650, 1_298, COMMITS}) {
            assertThat(versionAt(FIRST + version, COMMITS)).isEqualTo(version);
        }
        assertThat(versionAt(FIRST, COMMITS)).isZero();
        assertThat(versionAt(0, COMMITS)).isZero();
        assertThat(versionAt(Long.MAX_VALUE, COMMITS)).isEqualTo(COMMITS);
        assertThat(versionAt(Long.MAX_VALUE, 700)).isEqualTo(700);
        change("UPDATE event_journal SET event_payload ="
                + " (SELECT event_payload FROM event_journal WHERE persistence_id = 'rooms|-|notes' AND sequence_number = 9)"
                + " WHERE persistence_id = 'rooms|-|notes' AND sequence_number BETWEEN 5 AND 9");
        assertThat(versionAt(FIRST + 8, COMMITS)).isEqualTo(4);
        assertThat(versionAt(FIRST + 9, COMMITS)).isEqualTo(9);
        change("DELETE FROM event_journal WHERE sequence_number <= 500");
        assertThat(versionAt(FIRST + 501, COMMITS)).isEqualTo(501);
        assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> versionAt(FIRST + 500, COMMITS));
    }

    @Test
    void a_version_that_is_not_there_is_told_as_such() {
        assertThatExceptionOfType(VersionNotFoundException.class)
                .isThrownBy(() -> stateAt(COMMITS + 1))
                .satisfies(e -> assertThat(e.version()).isEqualTo(COMMITS + 1))
                .satisfies(e -> assertThat(e.id()).isEqualTo(ID));
        assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> stateAt(-1));
    }

    @Test
    void a_missing_commit_is_found_by_everybody_who_reads_past_it() {
        change("DELETE FROM event_journal WHERE sequence_number = 700");
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> versions(690, 800, 100, Long.MAX_VALUE))
                .withMessageContaining("700");
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> versions(700, 800, 100, Long.MAX_VALUE))
                .withMessageContaining("700");
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> stateAt(800));
        assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> stateAt(700));
        assertThat(versions(698, 699, 100, Long.MAX_VALUE)).containsExactly(698L, 699L);
        assertThat(versions(0, 2, 100, Long.MAX_VALUE)).containsExactly(1L, 2L);
        assertThat(stateAt(699).version()).isEqualTo(699);
    }

    @Test
    void a_damaged_waypoint_is_passed_over_for_the_one_before_it() {
        Waypoints waypoints = new Waypoints(storage.database);
        ObjectState<RoomState> past = stateAt(1_000);
        Storage.await(waypoints.save(StoredRoom.CODEC, ID, stateAt(500)));
        Storage.await(waypoints.save(StoredRoom.CODEC, ID, past));
        change("DELETE FROM event_journal WHERE sequence_number <= 500");
        change("UPDATE waypoint SET state = zeroblob(length(state)) WHERE version = 1000");

        assertThat(stateAt(1_000)).isEqualTo(past);

        change("UPDATE waypoint SET version = 1200 WHERE version = 500");
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> stateAt(COMMITS));
    }

    @Test
    void a_changed_commit_is_found_on_the_way() {
        change("UPDATE event_journal SET event_payload = CAST(replace(event_payload, 'user', 'root') AS BLOB)"
                + " WHERE sequence_number = 700");
        assertThat(commits(700, 700, 1, 1_000).get(0).user()).isEqualTo("root");
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> stateAt(800))
                .withMessageContaining("700");
    }

    @Test
    void exchanged_commits_are_corrupt() {
        change("UPDATE event_journal SET event_payload ="
                + " (SELECT event_payload FROM event_journal WHERE persistence_id = 'rooms|-|notes' AND sequence_number = 11)"
                + " WHERE persistence_id = 'rooms|-|notes' AND sequence_number = 12");
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> commits(12, 12, 1, 1_000));
    }
}
