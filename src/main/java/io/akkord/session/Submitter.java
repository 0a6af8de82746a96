package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import java.util.OptionalLong;

/** Takes a client's submissions to one object and tells the client of those that were not committed, or not known to be. */
final class Submitter<C> {
    private final SessionContext context;
    private final ObjectId id;
    private final PendingSubmissions<C> pending;

    Submitter(SessionContext context, ObjectId id, PendingSubmissions<C> pending) {
        this.context = context;
        this.id = id;
        this.pending = pending;
    }

    /**
     * @param attachment under which the session has joined the object
     */
    void submit(Inbound.Submit<C> message, String attachment) {
        Submission<C> submission = new Submission<>(
                context.client(),
                message.seq(),
                message.base(),
                context.access().user(),
                "",
                message.hash(),
                message.command());
        long patience = context.services().settings().submitTimeout().toNanos();
        pending.sent(submission, attachment, System.nanoTime() + patience);
        send(submission, attachment);
        context.watchDeadlines(true);
    }

    /** Sends again, unchanged, what an object that stands at {@code seq} and was joined anew may not have got. */
    void resend(long seq, String attachment) {
        pending.lostAfter(seq, attachment).forEach(submission -> send(submission, attachment));
    }

    void refused(Outcome.Refused outcome) {
        Refusal refusal = outcome.refusal();
        if (refusal.reason() == Refusal.Reason.SUPERSEDED && pending.isResent(outcome.seq())) {
            return; // said of the one sent under an earlier attachment; the later one gets its own answer
        }
        if (pending.answered(outcome.seq(), refusal.reason() == Refusal.Reason.UNAVAILABLE)) {
            context.error(id, refusal, OptionalLong.of(outcome.seq()));
        }
    }

    /** Answers what has been undecided for too long. */
    void expire(long now) {
        for (long seq : pending.expired(now)) {
            context.error(
                    id,
                    ErrorCode.UNAVAILABLE,
                    "It is not known yet whether this was committed.",
                    0,
                    OptionalLong.of(seq));
        }
    }

    boolean isWaiting() {
        return pending.isWaiting();
    }

    /** The session is no longer joined: what is undecided will not be decided here. */
    void abandon() {
        for (long seq : pending.abandon()) {
            context.error(
                    id,
                    ErrorCode.NOT_JOINED,
                    "This session is no longer joined to the object.",
                    0,
                    OptionalLong.of(seq));
        }
    }

    private void send(Submission<C> submission, String attachment) {
        context.toObject(new ObjectCommand.Submit<>(id, submission, attachment, context.outcomes()));
    }
}
