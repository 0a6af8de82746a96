package io.akkord.journal;

import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.EventSeq;

/** Between the commits an event-sourced object persists and the rows of the journal. */
public final class StoredEvents<C, E, S> extends EventAdapter<Stored<E>, StoredEvent> {
    private final KindCodec<C, E, S> codec;

    public StoredEvents(KindCodec<C, E, S> codec) {
        this.codec = codec;
    }

    @Override
    public StoredEvent toJournal(Stored<E> event) {
        return new StoredEvent(event.type(), event.bytes());
    }

    /** Empty: the type name is the serializer's manifest. */
    @Override
    public String manifest(Stored<E> event) {
        return "";
    }

    @Override
    public EventSeq<Stored<E>> fromJournal(StoredEvent event, String manifest) {
        return EventSeq.single(CommitCodec.open(codec, event.type(), event.bytes()));
    }
}
