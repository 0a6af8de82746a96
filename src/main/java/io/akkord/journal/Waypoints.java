package io.akkord.journal;

import akka.Done;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.sql.PreparedStatement;
import java.util.concurrent.CompletionStage;

/** States that are kept for ever so that reading the past starts near. Losing one costs time, never content. */
public final class Waypoints {
    private static final String INSERT =
            "INSERT INTO waypoint (persistence_id, version, type, state) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final Database database;

    public Waypoints(Database database) {
        this.database = database;
    }

    /**
     * Stores {@code state}, encoded away from the caller's thread. Saving a version again changes nothing, nor does saving one
     * that was purged meanwhile.
     */
    public <C, E, S> CompletionStage<Done> save(KindCodec<C, E, S> codec, ObjectId id, ObjectState<S> state) {
        return database.read(connection -> StateFrame.seal(codec, state))
                .thenCompose(bytes -> database.write(connection -> {
                    if (PurgeMark.covers(connection, id, state.version())) {
                        return Done.getInstance();
                    }
                    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                        insert.setString(1, id.persistenceId());
                        insert.setLong(2, state.version());
                        insert.setString(3, codec.stateType());
                        insert.setBytes(4, bytes);
                        insert.executeUpdate();
                        return Done.getInstance();
                    }
                }));
    }
}
