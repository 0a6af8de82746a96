package io.akkord.object;

import akka.Done;
import io.akkord.journal.KindCodec;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The rows an object keeps beside its journal. Stages fail where the storage cannot be reached. */
public interface ObjectTables {
    /** Replaces the object's row in the directory, unless it has a newer one. */
    CompletionStage<Done> list(ObjectId id, String type, long version, long size, long updatedAt, boolean deleted);

    /** The same for an object that is in this state. */
    default <S> CompletionStage<Done> list(ObjectId id, ObjectKind<?, ?, S> kind, ObjectState<S> state) {
        S value = state.value();
        return list(id, kind.type(value), state.version(), kind.size(value), state.timestamp(), !kind.exists(value));
    }

    /** Notes that the object wants to be woken at {@code due}, epoch milliseconds; other notes of it stay. */
    CompletionStage<Done> alarm(ObjectId id, long due);

    /** Forgets the notes that are not later than {@code due}. */
    CompletionStage<Done> forgetAlarm(ObjectId id, long due);

    /** Objects whose time has come, the longest due first. */
    CompletionStage<List<ObjectId>> dueAlarms(long now, int limit);

    /**
     * Drops all rows of a deleted object, in the journal and beside it, but one that says {@code left}: in one transaction, with no
     * journal child about. Fails where {@code left} is not the object's last version; where it was purged at that version already,
     * nothing changes.
     */
    <C, E, S> CompletionStage<Done> purge(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> left);

    /** Keeps a state for reading the past; failing costs only speed. */
    <C, E, S> void waypoint(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> state);
}
