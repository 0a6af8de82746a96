package io.akkord.session;

import io.akkord.auth.Level;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.StateMessage;
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
                context.principal().user(),
                message.source(),
                message.hash(),
                message.command());
        long patience = context.services().settings().submitTimeout().toNanos();
        long now = System.nanoTime();
        pending.sent(submission, attachment, message.bytes(), now, now + patience);
        send(submission, attachment);
        context.watchDeadlines(true);
    }

    /** Sends again, unchanged, what an object that stands at {@code seq} and was joined anew may not have got. */
    void resend(long seq, String attachment) {
        if (!context.level(id).covers(Level.WRITE)) {
            pending.leftBehind(seq, attachment).forEach(this::forbidden);
        }
        pending.lostAfter(seq, attachment).forEach(submission -> send(submission, attachment));
    }

    /** After a snapshot the client decides what becomes of what it did not hold: only what it holds is asked for again. */
    void afterSnapshot(long seq, String attachment) {
        pending.coveredUpTo(seq, attachment).forEach(submission -> send(submission, attachment));
        pending.leftBehind(seq, attachment).forEach(this::unknown);
    }

    /**
     * Whether a refusal says that a later session has taken over; one of a submission that was sent under an earlier attachment may say
     * so of this very session.
     */
    boolean saysSuperseded(Outcome.Refused outcome) {
        return outcome.refusal().reason() == Refusal.Reason.SUPERSEDED && pending.isSentOnce(outcome.seq());
    }

    void refused(Outcome.Refused outcome) {
        Refusal refusal = outcome.refusal();
        if (refusal.reason() == Refusal.Reason.SUPERSEDED) {
            return;
        }
        if (pending.answered(outcome.seq(), refusal.reason() == Refusal.Reason.UNAVAILABLE)) {
            tell(refusal, outcome);
        }
    }

    private void tell(Refusal refusal, Outcome.Refused outcome) {
        if (refusal.reason() == Refusal.Reason.CONFLICT && !refusal.detail().isEmpty()) {
            context.out()
                    .say(new StateMessage.ConflictDetected(
                            id.path(), refusal.detail(), outcome.version(), outcome.seq()));
        } else {
            context.error(id, refusal, OptionalLong.of(outcome.seq()));
        }
    }

    /** Answers what has been undecided for too long. */
    void expire(long now) {
        pending.expired(now).forEach(this::unknown);
    }

    /** Answers all that is undecided: the object cannot be reached. */
    void giveUp() {
        pending.giveUp().forEach(this::unknown);
    }

    private void forbidden(long seq) {
        context.error(id, ErrorCode.FORBIDDEN, "This user may not write the object any more.", 0, OptionalLong.of(seq));
    }

    private void unknown(long seq) {
        context.error(
                id, ErrorCode.UNAVAILABLE, "It is not known yet whether this was committed.", 0, OptionalLong.of(seq));
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
        String trace = context.services().tracing().submitted(id, context.session());
        context.toObject(new ObjectCommand.Submit<>(id, submission, attachment, trace, context.outcomes()));
    }
}
