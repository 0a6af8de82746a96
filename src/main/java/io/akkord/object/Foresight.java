package io.akkord.object;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a submission will be decided if nothing is decided before it: what it asks for is brought forward from its base to what is
 * confirmed, so that it can be judged as it will be committed.
 */
final class Foresight<C, E, S> {
    /** What is foreseen. */
    sealed interface View<C> {
        /** It is decided as this, without a look back. */
        record Stands<C>(Candidate<C> as) implements View<C> {}

        /** It is answered by what is known of who submits it, and not by what it asks for. */
        record Known<C>(RequestQueue.Waiting<C> as) implements View<C> {}

        /** It cannot be brought forward, for the reason that the candidate has. */
        record Refused<C>(Candidate<C> as) implements View<C> {}

        /** The journal is read; {@link #after} says more. */
        record Reads<C>(Candidate<C> candidate) implements View<C> {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(Foresight.class);

    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final Memory<E, S> memory;
    private final OldBases<C, E, S> oldBases;

    Foresight(ObjectId id, KindRuntime<C, E, S> runtime, Memory<E, S> memory, OldBases<C, E, S> oldBases) {
        this.id = id;
        this.runtime = runtime;
        this.memory = memory;
        this.oldBases = oldBases;
    }

    /** Of a submission as it came; only while the object is awake and nothing is being decided. */
    View<C> of(ObjectCommand.Submit<C> submit) {
        return of(Candidate.of(submit, null));
    }

    /** Of one for which the journal was read. */
    View<C> after(Candidate<C> read, OldBase.Result<C> result) {
        return result instanceof OldBase.Result.Forward<C> forward
                ? of(read.forward(forward.command(), forward.at()))
                : new View.Known<>(new RequestQueue.Waiting<>(read.submit(), read, result, null));
    }

    private View<C> of(Candidate<C> candidate) {
        // Nothing is appended to this group, so that no time matters.
        Group<C, E, S> group = new Group<>(
                runtime, memory.state(), memory.window(), memory.state().timestamp());
        Optional<Verdict> known = group.check(candidate);
        if (known.isEmpty()) {
            return forward(group, candidate);
        }
        if (!(known.get() instanceof Verdict.NeedsJournal)) {
            return new View.Known<>(new RequestQueue.Waiting<>(candidate.submit(), null, null, null));
        }
        return oldBases.bringForward(candidate) ? new View.Reads<>(candidate) : refused(candidate, Replies.OVERLOADED);
    }

    private View<C> forward(Group<C, E, S> group, Candidate<C> candidate) {
        try {
            Rebase<C> brought = group.broughtForward(candidate);
            if (brought instanceof Rebase.Done<C> done) {
                Submission<C> onHead = candidate.submission().with(done.command());
                brought = runtime.kind().alone(memory.state().value(), onHead);
            }
            return brought instanceof Rebase.Done<C> done
                    ? new View.Stands<>(candidate.forward(done.command(), memory.version()))
                    : refused(candidate, ((Rebase.Refused<C>) brought).refusal());
        } catch (RuntimeException fault) {
            LOG.error("{} could not bring a submission forward", id.label(), BareFault.of(fault));
            return refused(candidate, Replies.UNFIT);
        }
    }

    private View<C> refused(Candidate<C> candidate, Refusal refusal) {
        return new View.Refused<>(
                candidate.forward(candidate.command(), memory.version()).refused(refusal));
    }

    /** What goes on of a submission that was judged as {@code judged} and passed as {@code passed}, which may be something else. */
    RequestQueue.Waiting<C> passed(Candidate<C> judged, ObjectCommand.Submit<C> passed) {
        if (passed.submission().command() == judged.command()) {
            return new RequestQueue.Waiting<>(judged.submit(), judged, null, null);
        }
        boolean keepsBase = runtime.kind().keepsBase(judged.command());
        return new RequestQueue.Waiting<>(passed, keepsBase ? null : judged.replaced(passed), null, null);
    }
}
