package io.akkord.object;

import io.akkord.journal.History;
import io.akkord.journal.VersionNotFoundException;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Brings a submission on an old base forward to a version: reads the journal in pages, outside the entity, and transforms commit
 * by commit, on {@code worker} and not on the storage's threads. On its way it recognises the submission's own commit.
 */
final class OldBase<C, E, S> {
    /** How it ended. */
    sealed interface Result<C> {
        record Forward<C>(C command, long at) implements Result<C> {}

        /** The very submission stands in the journal. */
        record Found<C>(long version, String user, long timestamp, long hash) implements Result<C> {}

        record Refused<C>(Refusal refusal) implements Result<C> {}
    }

    private static final int PAGE = 1000;
    private static final long PAGE_BYTES = 1 << 20;

    private final KindRuntime<C, E, S> runtime;
    private final History history;
    private final ObjectId id;
    private final Submission<C> submission;
    private final long to;
    private final Executor worker;

    private OldBase(
            KindRuntime<C, E, S> runtime,
            History history,
            ObjectId id,
            Submission<C> submission,
            long to,
            Executor worker) {
        this.runtime = runtime;
        this.history = history;
        this.id = id;
        this.submission = submission;
        this.to = to;
        this.worker = worker;
    }

    static <C, E, S> CompletionStage<Result<C>> bringForward(
            KindRuntime<C, E, S> runtime,
            History history,
            ObjectId id,
            Candidate<C> candidate,
            long to,
            Executor worker) {
        return new OldBase<C, E, S>(runtime, history, id, candidate.submission(), to, worker)
                .bringForward(candidate)
                .exceptionally(OldBase::gone);
    }

    private CompletionStage<Result<C>> bringForward(Candidate<C> candidate) {
        if (candidate.checked()) {
            return pages(new Result.Forward<>(candidate.command(), candidate.at()), candidate.at());
        }
        return history.stateAt(runtime.kind(), runtime.codec(), id, candidate.at())
                .thenComposeAsync(
                        state -> {
                            Optional<Refusal> misfit = runtime.kind().check(state.value(), candidate.command());
                            Result<C> start = misfit.isPresent()
                                    ? new Result.Refused<>(misfit.get())
                                    : new Result.Forward<>(candidate.command(), candidate.at());
                            return pages(start, candidate.at());
                        },
                        worker);
    }

    /** What a journal that cannot be read comes to. */
    static <C> Result<C> unavailable() {
        return new Result.Refused<>(new Refusal(
                Refusal.Reason.UNAVAILABLE, "The history cannot be read at the moment; send the same again.", 500));
    }

    /** A base that is not kept any more is older than any the client may act on. */
    private static <C> Result<C> gone(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof VersionNotFoundException) {
            return new Result.Refused<>(
                    Refusal.of(Refusal.Reason.BAD_BASE, "The base version is older than what is kept."));
        }
        throw new CompletionException(cause);
    }

    /** A refusal does not end the search: being a duplicate comes before being invalid. */
    private CompletionStage<Result<C>> pages(Result<C> soFar, long at) {
        if (at >= to || soFar instanceof Result.Found<C>) {
            return CompletableFuture.completedFuture(soFar);
        }
        return history.commits(runtime.codec(), id, at + 1, to, PAGE, PAGE_BYTES)
                .thenComposeAsync(
                        page -> page.isEmpty()
                                ? CompletableFuture.failedFuture(new IllegalStateException("the journal ends early"))
                                : pages(
                                        over(page, soFar),
                                        page.get(page.size() - 1).version()),
                        worker);
    }

    private Result<C> over(List<Commit<E>> page, Result<C> soFar) {
        Result<C> result = soFar;
        for (Commit<E> commit : page) {
            if (commit.seq() == submission.seq() && commit.client().equals(submission.client())) {
                return new Result.Found<>(commit.version(), commit.user(), commit.timestamp(), commit.hash());
            }
            if (result instanceof Result.Forward<C> forward) {
                Rebase<C> rebased = runtime.kind().rebase(forward.command(), commit);
                result = rebased instanceof Rebase.Done<C> done
                        ? new Result.Forward<>(done.command(), commit.version())
                        : new Result.Refused<>(((Rebase.Refused<C>) rebased).refusal());
            }
        }
        return result;
    }
}
