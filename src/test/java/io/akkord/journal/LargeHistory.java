package io.akkord.journal;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import io.akkord.kind.Commit;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Operation;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import scala.Option;

/** Writes the journal of a room with many commits, row by row as the server would, and much faster. */
public final class LargeHistory {
    private static final int BATCH = 2_000;
    private static final int CLIENTS = 1_000;

    private LargeHistory() {}

    /** The room after its last commit; its text is a handful of letters that come and go. */
    public static ObjectState<RoomState> write(Path folder, ObjectId id, int commits) {
        try (Database database = Database.open(folder, 1)) {
            ObjectState<RoomState> state = ObjectState.empty(
                    RoomState.NOTHING, CLIENTS, database.installation().origin());
            while (state.version() < commits) {
                List<JournalAkkaSerializationRow> rows = new ArrayList<>();
                while (rows.size() < BATCH && state.version() < commits) {
                    Stored<RoomEvent> stored = CommitCodec.seal(StoredRoom.CODEC, next(state), state.checksum());
                    rows.add(row(id, stored));
                    state = state.after(StoredRoom.KIND, stored.commit());
                }
                Storage.await(database.write(rows.size(), connection -> EventRows.insert(connection, rows)));
            }
            Storage.await(new Waypoints(database).save(StoredRoom.CODEC, id, state));
            return state;
        }
    }

    private static Commit<RoomEvent> next(ObjectState<RoomState> state) {
        long version = state.version() + 1;
        Operation insert = Operation.insert(0, "v" + version + ".");
        RoomEvent event = version == 1
                ? new RoomEvent.Created(RoomType.TEXT, insert)
                : new RoomEvent.Edited(
                        version % 2 == 0 ? Operation.delete(0, (int) StoredRoom.KIND.size(state.value())) : insert);
        return new Commit<>(
                version, Names.HTTP_CLIENT, version, "somebody", "", 1_700_000_000_000L + version, 0, 0, event);
    }

    private static JournalAkkaSerializationRow row(ObjectId id, Stored<RoomEvent> stored) {
        return new JournalAkkaSerializationRow(
                0L,
                false,
                id.persistenceId(),
                stored.commit().version(),
                "test",
                stored.commit().timestamp(),
                "",
                stored.bytes(),
                StoredEventSerializer.IDENTIFIER,
                stored.type(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }
}
