package io.akkord.edge;

import io.akkord.protocol.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Look-ups that may take so long and no longer. */
final class Deadline {
    private Deadline() {}

    /** What the stage comes to; a {@link Problem} with this sentence where it fails or is late. */
    static <T> CompletionStage<T> of(CompletionStage<T> stage, Duration within, String otherwise) {
        return of(stage, within, failure -> Problem.of(ErrorCode.UNAVAILABLE, otherwise));
    }

    /** @param otherwise what to say of a failure, or of being late */
    static <T> CompletionStage<T> of(
            CompletionStage<T> stage, Duration within, Function<Throwable, Problem> otherwise) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    throw otherwise.apply(failure);
                });
    }
}
