package io.akkord.room;

import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Operation;
import io.akkord.ot.Operation;
import java.util.Optional;

/** What a room can be asked to do. */
public sealed interface RoomCommand {
    /**
     * Applies an operation; {@code type} is what the room becomes where it does not exist yet. The empty operation is one of every
     * type.
     */
    record Edit(RoomType type, Operation operation) implements RoomCommand {}

    /**
     * Applies an operation to JSON; {@code type} as in {@link Edit}.
     *
     * @param work what transforming it has cost so far, as {@link io.akkord.json.json0.Work} counts
     */
    record EditJson(RoomType type, Json0Operation operation, long work) implements RoomCommand {
        /** As it was submitted. */
        public EditJson(RoomType type, Json0Operation operation) {
            this(type, operation, 0);
        }
    }

    /**
     * An operation that is none; it is refused with {@code reason}, but only after the checks of seq and base, which may say
     * something else first.
     */
    record Malformed(String reason) implements RoomCommand {}

    /**
     * Creates the room or replaces its content by the difference to the head.
     *
     * @param type what the room must be or become; empty for whatever it is, {@code text} where it is nothing
     * @param content the document as inserts; empty to leave the content of an existing room alone
     * @param expected the version the room must have, {@link #ABSENT} that it must not exist, {@link #PRESENT} that it must,
     *     {@link #ANY} for either
     */
    record Replace(Optional<RoomType> type, Optional<Operation> content, long expected) implements RoomCommand {
        public static final long PRESENT = -2;
        public static final long ANY = -1;
        public static final long ABSENT = 0;
    }

    /** Creates a room of JSON or replaces its document by the difference to the head; {@code expected} as in {@link Replace}. */
    record ReplaceJson(JsonValue content, long expected) implements RoomCommand {}

    /** Deletes the room; {@code expected} as in {@link Replace}. */
    record Delete(long expected) implements RoomCommand {}
}
