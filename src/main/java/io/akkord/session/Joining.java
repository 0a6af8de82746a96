package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.object.Join;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's way into the stream of its object, and back into it after the object was lost. There is one question at a time. It
 * ends in exactly one of: an answer to the client (JOINED or SYNC), a stream that goes on where it was, a refusal, or the end of the
 * subscription. Once the client was told JOINED, only the end takes that back: a refusal or silence is followed by asking again, and a
 * refused JOIN leaves the type as it was. Until the question is settled the stream gives the client nothing, but for a SYNC until its
 * answer is being made; it is the subscription that starts it, on {@link Progress.Settled}.
 *
 * <pre>
 *   settled ──join, sync, lost──▶ asked ──Joined──▶ answering ──complete, the client reads──▶ settled
 *                                 ▲   │                 │
 *             refused, late, lost └───┘◀──────lost──────┘
 * </pre>
 */
final class Joining<C, E, S> {
    private static final Progress UNCHANGED = new Progress.Unchanged();

    private final SessionContext context;
    private final SessionKind<C, E, S> kind;
    private final ObjectId id;
    private final Attachment attachment;
    private final ObjectStream<C, E, S> stream;
    private final Presences presences;
    private final PendingSubmissions<C> pending;
    private final SessionMonitor.KindWatch watch;

    private String type;
    private String typeBefore;
    private String origin = "";
    private @Nullable Answer<C, E, S> answer;
    private boolean established;

    /**
     * @param type what the object becomes if it does not exist
     */
    Joining(
            SessionContext context,
            SessionKind<C, E, S> kind,
            ObjectId id,
            String type,
            Attachment attachment,
            ObjectStream<C, E, S> stream,
            Presences presences,
            PendingSubmissions<C> pending) {
        this.context = context;
        this.kind = kind;
        this.id = id;
        this.type = type;
        this.typeBefore = type;
        this.attachment = attachment;
        this.stream = stream;
        this.presences = presences;
        this.pending = pending;
        this.watch = context.services().monitor().kind(id.kind());
    }

    /** What the object is or would become. */
    String type() {
        return type;
    }

    /** Whether an answer to the client is being made: pages of the past are for it. */
    boolean isAnswering() {
        return answer != null;
    }

    // Asking.

    void join(Inbound.Join join) {
        typeBefore = type;
        type = join.type();
        Scope scope = new Scope(join.interest(), join.entityEvents());
        ask(new Question(
                Question.Purpose.JOIN, join.since(), join.origin(), join.snapshot(), join.requestedType(), scope));
    }

    void sync(Inbound.Sync sync) {
        watch.resynced(SessionMonitor.Resync.SYNC);
        attachment.askInStream(
                new Question(Question.Purpose.SYNC, sync.since(), origin, sync.snapshot(), "", stream.scope()));
    }

    /** Only a snapshot brings the client on. */
    void joinForSnapshot() {
        ask(new Question(Question.Purpose.REJOIN, Join.NOTHING, "", true, "", stream.scope()));
    }

    /** The object's incarnation is gone, and with it the place in its stream. */
    void lost() {
        watch.resynced(SessionMonitor.Resync.REJOIN);
        Question question = attachment.question();
        askLater(question == null ? fromCursor() : question);
    }

    /** Asks nothing any more, and the stream stands. */
    void end() {
        answer = null;
        attachment.detach();
        attachment.answered();
        attachment.settled();
        stream.suspend();
    }

    private Question fromCursor() {
        return new Question(Question.Purpose.REJOIN, stream.cursor(), origin, false, "", stream.scope());
    }

    private void ask(Question question) {
        answer = null;
        stream.suspend();
        attachment.ask(question);
    }

    private void askLater(Question question) {
        answer = null;
        stream.suspend();
        attachment.askLater(question);
    }

    // The object takes the session in.

    Progress joined(RelayEvent.Joined<E, S> joined) {
        Question question = attachment.awaited(joined.session());
        if (question == null) {
            return UNCHANGED;
        }
        attachment.answered();
        boolean exists = kind.kind().exists(joined.state().value());
        String actual = exists ? kind.kind().type(joined.state().value()) : type;
        if (!question.requestedType().isEmpty() && !actual.equals(question.requestedType())) {
            return refuseJoin(Refusal.of(Refusal.Reason.CONFLICT, "The object is of another type."));
        }
        type = actual;
        typeBefore = actual;
        if (!exists && stream.cursor() > 0 && isGone(question, joined)) {
            return new Progress.Ended(
                    Outbound.Left.DELETED, OptionalLong.of(joined.state().version()));
        }
        origin = joined.state().origin();
        if (question.purpose() == Question.Purpose.REJOIN && !joined.reset() && !question.wantsSnapshot()) {
            return joinedAgain(joined);
        }
        stream.pause();
        presences.answering();
        answer = new Answer<>(context, kind, id, type, question, joined, stream.cursor());
        return answerNow();
    }

    /** Whether the session was in the stream of an object whose deletion it cannot be told of by the commit. */
    private boolean isGone(Question question, RelayEvent.Joined<E, S> joined) {
        boolean bySession = question.purpose() == Question.Purpose.REJOIN;
        boolean afterLoss = question.purpose() == Question.Purpose.SYNC && stream.isSuspended();
        return (bySession && question.wantsSnapshot()) || ((bySession || afterLoss) && joined.reset());
    }

    private Progress joinedAgain(RelayEvent.Joined<E, S> joined) {
        presences.moved(othersPresence(joined));
        attachment.settled();
        return new Progress.Settled(
                stream.cursor(),
                joined.state().version(),
                joined.commits().stream().flatMap(List::stream).map(kind::frame).toList(),
                joined.seq(),
                false,
                false);
    }

    // The client's answer.

    /** Answers the client as soon as everything is there and the client takes it. */
    Progress answerNow() {
        if (answer == null || !answer.isReady() || context.slow().isSlow() || !context.mayAnswer(answer.bytes())) {
            return UNCHANGED;
        }
        Answer<C, E, S> ready = answer;
        answer = null;
        attachment.settled();
        if (ready.isReset()) {
            watch.resynced(SessionMonitor.Resync.RESET);
        }
        Map<String, byte[]> others = othersPresence(ready.joined());
        context.out().say(ready.encoded(context.level(id).label(), others));
        presences.told(others);
        stream.answered(ready.question().scope(), ready.unsent());
        established = true;
        ready.page().stream()
                .filter(frame -> frame.client().equals(context.client()))
                .forEach(frame -> pending.committed(frame.seq(), frame.hash()));
        return new Progress.Settled(
                ready.version(),
                ready.joined().state().version(),
                ready.rest(),
                ready.joined().seq(),
                ready.isSnapshot(),
                ready.isSnapshot() && ready.question().purpose() == Question.Purpose.REJOIN);
    }

    Progress pageRead(SessionInternal.PageRead page) {
        if (answer == null || !answer.accept(page)) {
            return UNCHANGED;
        }
        return answer.hasFailed() ? cannotAnswer(answer) : answerNow();
    }

    private Progress cannotAnswer(Answer<C, E, S> failed) {
        Refusal refusal = Refusal.of(Refusal.Reason.UNAVAILABLE, "The commits cannot be read at the moment.");
        if (failed.question().purpose() == Question.Purpose.JOIN) {
            return refuseJoin(refusal);
        }
        context.error(id, refusal, OptionalLong.empty());
        answer = null;
        attachment.settled();
        return new Progress.Settled(
                stream.cursor(),
                Math.max(stream.cursor(), failed.joined().state().version()),
                List.of(),
                failed.joined().seq(),
                false,
                false);
    }

    private Map<String, byte[]> othersPresence(RelayEvent.Joined<E, S> joined) {
        Map<String, byte[]> others = new TreeMap<>(joined.presence());
        others.remove(context.client());
        others.values().removeIf(data -> data.length == 0);
        return others;
    }

    // The object does not take the session in.

    Progress refused(RelayEvent.JoinRefused refused) {
        Question question = attachment.awaited(refused.session());
        if (question == null) {
            return UNCHANGED;
        }
        attachment.answered();
        Refusal refusal = refused.refusal();
        if (question.purpose() == Question.Purpose.SYNC && !stream.isSuspended() && !isDismissal(refusal)) {
            context.error(id, refusal, OptionalLong.empty());
            attachment.settled();
            return UNCHANGED;
        }
        return notIn(question, refusal);
    }

    /** The object has not answered in time. */
    Progress late(String session) {
        Question question = attachment.awaited(session);
        return question == null
                ? UNCHANGED
                : notIn(question, Refusal.of(Refusal.Reason.UNAVAILABLE, "The object does not answer."));
    }

    /** The session is not in the stream now, whatever it was before. */
    private Progress notIn(Question question, Refusal refusal) {
        return switch (question.purpose()) {
            case JOIN -> refuseJoin(refusal);
            case SYNC -> {
                context.error(id, refusal, OptionalLong.empty());
                yield stay(fromCursor(), refusal);
            }
            case REJOIN -> stay(question, refusal);
        };
    }

    /** A join that was refused; one who was in the stream stays there, and goes on from where it was. */
    private Progress refuseJoin(Refusal refusal) {
        context.error(id, refusal, OptionalLong.empty());
        if (!established) {
            return new Progress.Refused();
        }
        type = typeBefore;
        return stay(fromCursor(), refusal);
    }

    /** A session that was in the stream comes back, unless it may not. */
    private Progress stay(Question question, Refusal refusal) {
        if (isDismissal(refusal)) {
            boolean forbidden = refusal.reason() == Refusal.Reason.FORBIDDEN;
            return new Progress.Ended(
                    forbidden ? Outbound.Left.FORBIDDEN : Outbound.Left.SUPERSEDED, OptionalLong.empty());
        }
        askLater(question);
        return refusal.reason() == Refusal.Reason.CONFLICT ? UNCHANGED : new Progress.Unreachable();
    }

    private static boolean isDismissal(Refusal refusal) {
        return refusal.reason() == Refusal.Reason.SUPERSEDED || refusal.reason() == Refusal.Reason.FORBIDDEN;
    }
}
