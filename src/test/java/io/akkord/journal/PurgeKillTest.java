package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it purges leaves each object whole or purged. */
class PurgeKillTest {
    private static final int ROOMS = 12;
    private static final int COMMITS = 2_000;

    @TempDir
    Path directory;

    @Test
    void an_object_is_whole_or_purged_when_the_process_is_killed_on_the_way() throws Exception {
        for (int room = 0; room < ROOMS; room++) {
            LargeHistory.write(directory, id(room), COMMITS);
        }
        int purged = 0;
        while (purged < ROOMS) {
            int told = purgeUntilKilled();
            int found = purged();
            assertThat(found).isGreaterThanOrEqualTo(purged + told);
            purged = found;
        }
    }

    /** Purges in their order what is whole; how many were purged before the kill, for all that was told. */
    private int purgeUntilKilled() throws Exception {
        try (ChildProcess child = ChildProcess.start(PurgingChild.class, directory.toString())) {
            child.line();
            child.line();
            child.kill();
            return 1
                    + (int) child.output().stream()
                            .filter(line -> line.endsWith("."))
                            .count();
        }
    }

    private int purged() {
        int purged = 0;
        try (Database database = Database.open(directory, 2)) {
            JournalHistory history = new JournalHistory(database, StoredRoom.CLIENTS);
            for (int room = 0; room < ROOMS; room++) {
                boolean whole = Storage.await(history.keptFrom(id(room))) == 1;
                ObjectState<RoomState> state =
                        Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, id(room), COMMITS));
                assertThat(rows(database, id(room))).isEqualTo(whole ? COMMITS : 1);
                assertThat(state.origin().equals("next")).isNotEqualTo(whole);
                purged += whole ? 0 : 1;
            }
        }
        return purged;
    }

    private static long rows(Database database, ObjectId id) {
        return Storage.await(database.read(connection -> {
            try (var row = connection
                    .createStatement()
                    .executeQuery(
                            "SELECT COUNT(*) FROM event_journal WHERE persistence_id = '" + id.persistenceId() + "'")) {
                return row.next() ? row.getLong(1) : -1;
            }
        }));
    }

    private static ObjectId id(int room) {
        return ObjectId.of("rooms", "room-" + room);
    }

    /** Purges one room after the other and says which it has begun and which is done; then waits to be killed. */
    static final class PurgingChild {
        public static void main(String[] args) throws Exception {
            Database database = Database.open(Path.of(args[0]), 2);
            JournalHistory history = new JournalHistory(database, StoredRoom.CLIENTS);
            for (int room = 0; room < ROOMS; room++) {
                ObjectId id = id(room);
                if (Storage.await(history.keptFrom(id)) == 1) {
                    ObjectState<RoomState> state =
                            Storage.await(history.stateAt(StoredRoom.KIND, StoredRoom.CODEC, id, COMMITS));
                    System.out.println(id.name());
                    Storage.await(database.write(connection -> {
                        Purge.run(connection, StoredRoom.CODEC, id, state.purged("next"));
                        return true;
                    }));
                    System.out.println(id.name() + " .");
                }
            }
            System.out.println("nothing is left");
            System.out.println("to purge");
            System.in.read();
        }
    }
}
