package io.akkord.middleware;

import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One link asked about one submission: whatever it does, exactly one {@link Answer} comes of it.
 *
 * <pre>
 *   NEW ──run──> CALLING ──returns without answer──> WAITING ──answers──> DONE (told to the listener)
 *    │              ├──returns with an answer, or throws──> DONE (given back to the caller of run)
 *    └──────────────┴───────── time runs out ─────────────> DONE (told to the listener)
 * </pre>
 */
final class Call {
    /** What came of it; a fault has its cause where there is one. */
    record Answer(Optional<Verdict> verdict, Fault fault, Optional<Throwable> cause) {
        static Answer of(Verdict verdict) {
            return new Answer(Optional.of(verdict), Fault.SILENT, Optional.empty());
        }

        static Answer of(Fault fault) {
            return new Answer(Optional.empty(), fault, Optional.empty());
        }

        static Answer of(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return new Answer(Optional.empty(), Fault.FAILED, Optional.of(cause));
        }
    }

    /** Who goes on with the submission; told at most once, on a thread of the chain. */
    interface Listener {
        void answered(Answer answer);

        /** A second answer, too late to take back the first. */
        void answeredAgain();
    }

    private enum State {
        NEW,
        CALLING,
        WAITING,
        DONE
    }

    private final Link link;
    private final Proposal proposal;
    private final CallThreads threads;
    private final Listener listener;
    private final Future<?> timeOut;

    private State state = State.NEW;
    private @Nullable Thread caller;
    private @Nullable Answer early;

    Call(Link link, Proposal proposal, CallThreads threads, Listener listener) {
        this.link = link;
        this.proposal = proposal;
        this.threads = threads;
        this.listener = listener;
        this.timeOut = threads.after(link.within(), this::timedOut);
    }

    /** Asks the link on this thread. The answer if it is there at once; else the listener is told. */
    Optional<Answer> ask() {
        synchronized (this) {
            if (state != State.NEW) {
                return Optional.empty();
            }
            state = State.CALLING;
            caller = Thread.currentThread();
        }
        Optional<Answer> thrown = Optional.empty();
        try {
            CompletionStage<Verdict> stage = link.middleware().judge(proposal);
            if (isNull(stage)) {
                thrown = Optional.of(Answer.of(Fault.SILENT));
            } else {
                stage.whenComplete(this::answer);
            }
        } catch (Throwable failure) {
            // Foreign code: also a StackOverflowError or a class that is missing is only its own.
            thrown = Optional.of(Answer.of(failure));
        }
        return returned(thrown);
    }

    @SuppressWarnings("ConstantValue")
    private static boolean isNull(@Nullable Object given) {
        return given == null;
    }

    private synchronized Optional<Answer> returned(Optional<Answer> thrown) {
        caller = null;
        if (state == State.DONE) {
            // It ran out of time; the interrupt is not for what this thread does next.
            Thread.interrupted();
            threads.freed();
            return Optional.empty();
        }
        Answer given = thrown.orElse(early);
        if (given == null) {
            state = State.WAITING;
            return Optional.empty();
        }
        finish();
        return Optional.of(given);
    }

    private void answer(@Nullable Verdict verdict, @Nullable Throwable failure) {
        Answer answer =
                failure != null ? Answer.of(failure) : verdict == null ? Answer.of(Fault.SILENT) : Answer.of(verdict);
        boolean again = false;
        synchronized (this) {
            if (state == State.CALLING) {
                early = early == null ? answer : Answer.of(Fault.TWICE);
                return;
            }
            if (state == State.DONE) {
                again = true;
            } else {
                finish();
            }
        }
        if (again) {
            listener.answeredAgain();
        } else {
            tell(answer);
        }
    }

    private void timedOut() {
        synchronized (this) {
            if (state == State.DONE) {
                return;
            }
            state = State.DONE;
            if (caller != null) {
                threads.stuck();
                caller.interrupt();
            }
        }
        tell(Answer.of(Fault.LATE));
    }

    private void finish() {
        state = State.DONE;
        timeOut.cancel(false);
    }

    private void tell(Answer answer) {
        try {
            threads.execute(() -> listener.answered(answer));
        } catch (java.util.concurrent.RejectedExecutionException closing) {
            listener.answered(answer);
        }
    }
}
