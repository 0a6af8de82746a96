package io.akkord.object;

import io.akkord.kind.Submission;
import org.jspecify.annotations.Nullable;

/** A request that waits in an {@link Intake}. Mutable. */
final class Entrant<C> {
    final ObjectCommand came;

    /** What becomes of it, once it is settled. */
    RequestQueue.Waiting<C> goes;

    /** Whether it is judged on the very state it is decided on. */
    boolean current;

    boolean asked;
    boolean settled;

    /** What is asked about instead of what came, where that had to be brought forward. */
    @Nullable
    Candidate<C> judged;

    /** What the journal is read for. */
    @Nullable
    Candidate<C> read;

    Entrant(ObjectCommand request) {
        came = request;
        goes = new RequestQueue.Waiting<>(request, null, null, null);
    }

    void settle(RequestQueue.Waiting<C> as) {
        goes = as;
        settled = true;
    }

    Submission<C> submission() {
        return submission(came);
    }

    Submission<C> judgedSubmission() {
        Candidate<C> instead = judged;
        return instead == null ? submission() : submission().with(instead.command());
    }

    /** What is submitted, or is to be deleted. */
    @SuppressWarnings("unchecked")
    static <C> Submission<C> submission(ObjectCommand request) {
        return request instanceof ObjectCommand.Submit<?> submit
                ? (Submission<C>) submit.submission()
                : ((ObjectCommand.Purge<C>) request).deletion();
    }

    /** What came, with another command. */
    @SuppressWarnings("unchecked")
    ObjectCommand with(Object command) {
        if (came instanceof ObjectCommand.Submit<?> submit) {
            return submit.submission().command() == command
                    ? submit
                    : new ObjectCommand.Submit<>(
                            submit.id(),
                            submit.submission().with((C) command),
                            submit.session(),
                            submit.trace(),
                            submit.replyTo());
        }
        ObjectCommand.Purge<C> purge = (ObjectCommand.Purge<C>) came;
        return new ObjectCommand.Purge<>(
                purge.id(), purge.deletion().with((C) command), purge.trace(), purge.replyTo());
    }
}
