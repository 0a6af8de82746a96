package io.akkord.room;

import io.akkord.json.json0.Json0Operation;
import io.akkord.ot.Operation;

/** What happened to a room. */
public sealed interface RoomEvent {
    /** A room of text came into being, for the first time or after a deletion, with the content {@code operation} inserts. */
    record Created(RoomType type, Operation operation) implements RoomEvent {
        public Created {
            if (type == RoomType.JSON) {
                throw new IllegalArgumentException("a room of JSON is not made of text");
            }
        }
    }

    record Edited(Operation operation) implements RoomEvent {}

    /** A room of JSON came into being, with what {@code operation} makes of {@code null}. */
    record JsonCreated(Json0Operation operation) implements RoomEvent {}

    record JsonEdited(Json0Operation operation) implements RoomEvent {}

    /** The room was deleted; {@code length} is what its text measured, in UTF-16 units, and 0 for a room of JSON. */
    record Deleted(int length) implements RoomEvent {}
}
