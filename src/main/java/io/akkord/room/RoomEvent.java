package io.akkord.room;

import io.akkord.ot.Operation;

/** What happened to a room. */
public sealed interface RoomEvent {
    /** The room came into being, for the first time or after a deletion, with the content {@code operation} inserts. */
    record Created(RoomType type, Operation operation) implements RoomEvent {}

    record Edited(Operation operation) implements RoomEvent {}

    /** The room was deleted; {@code length} is what its content measured, in UTF-16 units. */
    record Deleted(int length) implements RoomEvent {}
}
