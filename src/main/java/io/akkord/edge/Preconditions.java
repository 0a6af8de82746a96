package io.akkord.edge;

import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * {@code If-Match} and {@code If-None-Match} of writes as the version that what is written must have. The object itself checks it, when
 * it writes.
 */
final class Preconditions {
    /** It must be there. */
    static final long PRESENT = -2;

    static final long ANY = -1;

    /** It must not be there. */
    static final long ABSENT = 0;

    /**
     * What a request expects.
     *
     * @param single the version, or one of the constants
     * @param oneOf the versions of which it may be any, where no single one is expected
     */
    record Expected(OptionalLong single, List<Long> oneOf) {
        Expected {
            oneOf = List.copyOf(oneOf);
        }

        private static Expected of(long single) {
            return new Expected(OptionalLong.of(single), List.of());
        }

        /**
         * The one version that is expected.
         *
         * @param actual the present version, empty where nothing is there; asked only where no single version says it
         */
        CompletionStage<Long> version(Supplier<CompletionStage<OptionalLong>> actual) {
            if (single.isPresent()) {
                return CompletableFuture.completedFuture(single.getAsLong());
            }
            return actual.get().thenApply(version -> {
                if (version.isPresent() && oneOf.contains(version.getAsLong())) {
                    return version.getAsLong();
                }
                throw failed();
            });
        }
    }

    private Preconditions() {}

    /** For a write that has a base version of its own: a condition is never passed over in silence. */
    static void refuse(Request request) {
        if (request.header("if-match").or(() -> request.header("if-none-match")).isPresent()) {
            throw Problem.of(ErrorCode.UNSUPPORTED, "This request names its base by version, not by If-Match.");
        }
    }

    /** Refuses malformed headers at once. */
    static Expected of(Request request) {
        Optional<EntityTags> match = request.header("if-match").map(EntityTags::of);
        Optional<EntityTags> noneMatch = request.header("if-none-match").map(EntityTags::of);
        if (noneMatch.isPresent()) {
            if (match.isPresent() || !noneMatch.get().any()) {
                throw Problem.of(ErrorCode.UNSUPPORTED, "Writes take If-Match, or If-None-Match with an asterisk.");
            }
            return Expected.of(ABSENT);
        }
        if (match.isEmpty()) {
            return Expected.of(ANY);
        }
        return match.get().any() ? Expected.of(PRESENT) : matching(match.get());
    }

    private static Expected matching(EntityTags tags) {
        List<Long> versions = tags.strong().stream()
                .map(Preconditions::version)
                .flatMap(Optional::stream)
                .toList();
        return versions.size() == 1 ? Expected.of(versions.get(0)) : new Expected(OptionalLong.empty(), versions);
    }

    static Problem failed() {
        return Problem.of(ErrorCode.CONFLICT, 412, "What is to be written is not at the expected version.");
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
