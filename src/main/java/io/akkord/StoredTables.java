package io.akkord;

import akka.Done;
import io.akkord.directory.DirectoryEntry;
import io.akkord.directory.DirectoryStore;
import io.akkord.journal.AlarmTable;
import io.akkord.journal.Database;
import io.akkord.journal.KindCodec;
import io.akkord.journal.Purge;
import io.akkord.journal.Waypoints;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.object.ObjectTables;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables beside the journal, as objects use them. */
final class StoredTables implements ObjectTables {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTables.class);

    private final Database database;
    private final DirectoryStore directory;
    private final AlarmTable alarms;
    private final Waypoints waypoints;

    StoredTables(Database database) {
        this.database = database;
        this.directory = new DirectoryStore(database);
        this.alarms = new AlarmTable(database);
        this.waypoints = new Waypoints(database);
    }

    @Override
    public CompletionStage<Done> list(
            ObjectId id, String type, long version, long size, long updatedAt, boolean deleted) {
        return directory.upsert(new DirectoryEntry(id, type, version, size, updatedAt, deleted));
    }

    @Override
    public CompletionStage<Done> alarm(ObjectId id, long due) {
        return alarms.upsert(id, due);
    }

    @Override
    public CompletionStage<Done> forgetAlarm(ObjectId id, long due) {
        return alarms.remove(id, due);
    }

    @Override
    public CompletionStage<List<AlarmTable.Alarm>> dueAlarms(long now, int limit) {
        return alarms.due(now, limit);
    }

    @Override
    public <C, E, S> CompletionStage<Done> purge(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> left) {
        return database.write(connection -> {
            Purge.run(connection, codec, id, left);
            DirectoryStore.remove(connection, id);
            return Done.getInstance();
        });
    }

    @Override
    public <C, E, S> void waypoint(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> state) {
        waypoints.save(codec, id, state).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The waypoint of {} at {} was not kept", id.label(), state.version(), failure);
            }
        });
    }
}
