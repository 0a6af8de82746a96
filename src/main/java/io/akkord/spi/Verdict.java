package io.akkord.spi;

import static java.util.Objects.requireNonNull;

import io.akkord.kind.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a link says of a submission. */
public sealed interface Verdict {
    /** Nothing against it. */
    record Passed() implements Verdict {}

    /** Nothing against these changes in the place of the submitted ones; the next link sees them. */
    record Changed(List<Change> changes) implements Verdict {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /**
     * It is not committed, and nobody but its submitter hears of it.
     *
     * @param sentence what the submitter is told; it may name keys and never holds values
     */
    record Refused(Reason reason, String sentence) implements Verdict {
        public Refused {
            requireNonNull(reason);
            requireNonNull(sentence);
        }
    }

    /** The error codes that a link may refuse with. */
    enum Reason {
        INVALID_OP(Refusal.Reason.INVALID),
        TOO_LARGE(Refusal.Reason.TOO_LARGE),
        FORBIDDEN(Refusal.Reason.FORBIDDEN),
        CONFLICT(Refusal.Reason.CONFLICT);

        private final Refusal.Reason refusal;

        Reason(Refusal.Reason refusal) {
            this.refusal = refusal;
        }

        public Refusal.Reason refusal() {
            return refusal;
        }
    }

    Verdict PASSED = new Passed();

    /** For {@link Middleware#judge} where nothing has to be waited for. */
    static CompletionStage<Verdict> pass() {
        return CompletableFuture.completedFuture(PASSED);
    }

    static CompletionStage<Verdict> change(List<Change> changes) {
        return CompletableFuture.completedFuture(new Changed(changes));
    }

    static CompletionStage<Verdict> refuse(Reason reason, String sentence) {
        return CompletableFuture.completedFuture(new Refused(reason, sentence));
    }
}
