package io.akkord.journal;

import akka.persistence.typed.SnapshotAdapter;
import io.akkord.kind.ObjectState;

/** Between the states an event-sourced object saves and the rows of the snapshot table. */
public final class StoredSnapshots<C, E, S> implements SnapshotAdapter<ObjectState<S>> {
    private final KindCodec<C, E, S> codec;
    private final int clientLimit;

    /** @param clientLimit how many clients a state read back remembers */
    public StoredSnapshots(KindCodec<C, E, S> codec, int clientLimit) {
        this.codec = codec;
        this.clientLimit = clientLimit;
    }

    @Override
    public Object toJournal(ObjectState<S> state) {
        return StoredSnapshot.of(codec, state);
    }

    @Override
    public ObjectState<S> fromJournal(Object from) {
        if (!(from instanceof StoredSnapshot snapshot)) {
            throw new CorruptBytesException("a snapshot that nobody here wrote");
        }
        return StateFrame.open(codec, clientLimit, snapshot.type(), snapshot.bytes());
    }
}
