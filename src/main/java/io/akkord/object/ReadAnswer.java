package io.akkord.object;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;

/** Answer to {@link ObjectCommand.Read}. */
public sealed interface ReadAnswer {
    /** The last confirmed state, shared and immutable; from another node without its deduplication table. */
    record Current<S>(ObjectId id, ObjectState<S> state) implements ReadAnswer {}

    record Failed(ObjectId id, Refusal refusal) implements ReadAnswer {}
}
