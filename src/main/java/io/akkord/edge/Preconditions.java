package io.akkord.edge;

import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code If-Match} and {@code If-None-Match} of writes as the version a room must have, checked by the room itself. */
final class Preconditions {
    /** What a request expects; asking costs a read only where no single version says it. */
    @FunctionalInterface
    interface Expected {
        CompletionStage<Long> version(ObjectId id);
    }

    private final Submissions objects;

    Preconditions(Submissions objects) {
        this.objects = objects;
    }

    /** For a write that has a base version of its own: a condition is never passed over in silence. */
    static void refuse(Request request) {
        if (request.header("if-match").or(() -> request.header("if-none-match")).isPresent()) {
            throw Problem.of(ErrorCode.UNSUPPORTED, "An operation names its base by version, not by If-Match.");
        }
    }

    /** Refuses malformed headers at once. */
    Expected of(Request request) {
        Optional<EntityTags> match = request.header("if-match").map(EntityTags::of);
        Optional<EntityTags> noneMatch = request.header("if-none-match").map(EntityTags::of);
        if (noneMatch.isPresent()) {
            if (match.isPresent() || !noneMatch.get().any()) {
                throw Problem.of(ErrorCode.UNSUPPORTED, "Writes take If-Match, or If-None-Match with an asterisk.");
            }
            return id -> CompletableFuture.completedFuture(RoomCommand.Replace.ABSENT);
        }
        if (match.isEmpty()) {
            return id -> CompletableFuture.completedFuture(RoomCommand.Replace.ANY);
        }
        if (match.get().any()) {
            return id -> CompletableFuture.completedFuture(RoomCommand.Replace.PRESENT);
        }
        return id -> matching(id, match.get());
    }

    private CompletionStage<Long> matching(ObjectId id, EntityTags tags) {
        List<Long> versions = tags.strong().stream()
                .map(Preconditions::version)
                .flatMap(Optional::stream)
                .toList();
        if (versions.size() == 1) {
            return CompletableFuture.completedFuture(versions.get(0));
        }
        return objects.<RoomState>read(id).thenApply(state -> {
            if (state.value().type().isPresent() && versions.contains(state.version())) {
                return state.version();
            }
            throw Problem.of(ErrorCode.CONFLICT, 412, "The room is not at the expected version.");
        });
    }

    /** The version a tag names, if it is spelled as the server spells it. */
    private static Optional<Long> version(String tag) {
        try {
            long version = Long.parseLong(tag);
            return version > 0 && Long.toString(version).equals(tag) ? Optional.of(version) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
