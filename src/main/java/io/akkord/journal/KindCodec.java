package io.akkord.journal;

import io.akkord.kind.ObjectId;

/**
 * How the events, states and commands of one kind look as bytes. Events and states are stored: their type names and layouts are
 * a contract and old ones stay readable. Commands travel between nodes only.
 */
public interface KindCodec<C, E, S> {
    /** The kind's name, {@code rooms}. */
    String kind();

    /** This codec as it is configured for one object; asking what it answers for the same object again changes nothing. */
    default KindCodec<C, E, S> of(ObjectId id) {
        return this;
    }

    /** How the same looks between nodes: with everything in it, also what is never stored, and in no need of {@link #of}. */
    default KindCodec<C, E, S> remote() {
        return this;
    }

    /** Stable name of the event's stored form, such as {@code room.edited.1}. */
    String eventType(E event);

    /** @param version of the commit, which what is written may be bound to */
    void writeEvent(long version, E event, ByteWriter out);

    /**
     * Reads any stored form this kind ever wrote.
     *
     * @param version of the commit it is read from
     */
    E readEvent(long version, String type, ByteReader in);

    /** Stable name of the state's stored form. */
    String stateType();

    void writeState(S state, ByteWriter out);

    S readState(String type, ByteReader in);

    void writeCommand(C command, ByteWriter out);

    C readCommand(ByteReader in);
}
