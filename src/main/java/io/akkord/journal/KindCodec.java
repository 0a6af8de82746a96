package io.akkord.journal;

/**
 * How the events, states and commands of one kind look as bytes. Events and states are stored: their type names and layouts are
 * a contract and old ones stay readable. Commands travel between nodes only.
 */
public interface KindCodec<C, E, S> {
    /** The kind's name, {@code rooms}. */
    String kind();

    /** Stable name of the event's stored form, such as {@code room.edited.1}. */
    String eventType(E event);

    void writeEvent(E event, ByteWriter out);

    /** Reads any stored form this kind ever wrote. */
    E readEvent(String type, ByteReader in);

    /** Stable name of the state's stored form. */
    String stateType();

    void writeState(S state, ByteWriter out);

    S readState(String type, ByteReader in);

    void writeCommand(C command, ByteWriter out);

    C readCommand(ByteReader in);
}
