package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.object.Join;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session's part in one object, from JOIN to its end. While a question to the object is under way (a join, a sync, a join again
 * after the object moved), further messages of the client for the object wait, so that JOINED always comes first. The client does not
 * notice that an object moves: the session joins again from its cursor and resends what is undecided, unchanged.
 */
final class Subscription<C, E, S> {

    private final SessionContext context;
    private final SessionKind<C, E, S> kind;
    private final ObjectId id;
    private final Consumer<Inbound.AboutObject> replay;
    private final PendingSubmissions<C> pending;
    private final Submitter<C> submitter;
    private final Presences presences;
    private final OwnPresence presence;
    private final ObjectStream<C, E, S> stream;
    private final Attachment attachment;
    private final Held held;

    private String type;
    private String typeBefore;
    private String origin = "";
    private @Nullable Answer<C, E, S> answer;
    private boolean established;
    private boolean unreachable;
    private boolean over;

    /**
     * @param type what the object becomes if it does not exist
     * @param replay handles the messages that had to wait
     */
    Subscription(
            SessionContext context,
            SessionKind<C, E, S> kind,
            ObjectId id,
            String type,
            Consumer<Inbound.AboutObject> replay) {
        this.context = context;
        this.kind = kind;
        this.id = id;
        this.type = type;
        this.typeBefore = type;
        this.replay = replay;
        this.pending = new PendingSubmissions<>(
                context.gate(), context.services().settings().maxPending());
        this.submitter = new Submitter<>(context, id, pending);
        this.presences = new Presences(context, id);
        this.presence = new OwnPresence(context, id);
        this.stream = new ObjectStream<>(context, kind, id, pending, presences, this);
        this.held = new Held(context.gate());
        this.attachment = new Attachment(context, id, presence);
    }

    ObjectId id() {
        return id;
    }

    /** What the object is or would become: how submissions to it are read. */
    String type() {
        return type;
    }

    /** Whether it has ended and is to be forgotten. */
    boolean isOver() {
        return over;
    }

    /** Whether messages for the object have to wait. */
    boolean isBusy() {
        return attachment.question() != null;
    }

    /** Keeps a message until the object is joined; refuses it where that may take long. */
    void hold(Inbound.AboutObject message) {
        if (message instanceof Inbound.Presence own
                && own.bytes() <= context.services().limits().presence()) {
            presence.set(own.data(), own.version());
        } else if (unreachable) {
            cannotHold(message);
        } else if (isFull(message)) {
            context.error(id, ErrorCode.OVERLOADED, "Too many messages wait for this object.", 0, message.submission());
        } else {
            held.add(
                    message,
                    System.nanoTime()
                            + context.services().settings().submitTimeout().toNanos());
            context.watchDeadlines(true);
        }
    }

    /** While the session joins again by itself, which may take long, part of what it may have under way is left for other objects. */
    private boolean isFull(Inbound.AboutObject message) {
        int most = context.services().settings().maxPending();
        Question question = attachment.question();
        if (question == null || question.purpose() != Question.Purpose.REJOIN) {
            return held.size() >= most;
        }
        return held.size() >= Math.max(1, most / 2)
                || (!held.isEmpty()
                        && held.bytes() + message.bytes()
                                > context.services().settings().maxPendingBytes() / 2);
    }

    private void cannotHold(Inbound.AboutObject message) {
        if (message instanceof Inbound.Leave) {
            leave();
        } else {
            ErrorCode code = over ? ErrorCode.NOT_JOINED : ErrorCode.UNAVAILABLE;
            context.error(id, code, "The object could not take this.", 0, message.submission());
        }
    }

    // What the client asks.

    void join(Inbound.Join join) {
        typeBefore = type;
        type = join.type();
        if (join.presence().length > 0) {
            presence.set(join.presence(), join.presenceVersion());
        }
        ask(new Question(Question.Purpose.JOIN, join.since(), join.origin(), join.snapshot(), join.requestedType()));
    }

    void sync(Inbound.Sync sync) {
        attachment.askInStream(new Question(Question.Purpose.SYNC, sync.since(), origin, sync.snapshot(), ""));
    }

    void submit(Inbound.Submit<C> message) {
        submitter.submit(message, attachment.session());
    }

    void present(Inbound.Presence message) {
        presence.set(message.data(), message.version());
        presence.tell(attachment.session());
    }

    void broadcast(Inbound.Broadcast message) {
        context.toObject(new ObjectCommand.Announce(id, attachment.session(), message.data()));
    }

    void leave() {
        attachment.detach();
        pending.abandon();
        end(new Outbound.Left(id.path(), "", OptionalLong.empty()));
    }

    /** The session has ended. */
    void detach() {
        attachment.detach();
    }

    // What the object says.

    void relayed(RelayEvent event) {
        if (event instanceof RelayEvent.Committed committed) {
            stream.committed(committed.group());
        } else if (event instanceof RelayEvent.Joined<?, ?> joined) {
            if (attachment.awaits(joined.session())) {
                @SuppressWarnings("unchecked") // an object's answers are of its kind
                RelayEvent.Joined<E, S> own = (RelayEvent.Joined<E, S>) joined;
                joined(own);
            }
        } else if (event instanceof RelayEvent.JoinRefused refused) {
            if (attachment.awaits(refused.session())) {
                joinRefused(refused.refusal());
            }
        } else if (event instanceof RelayEvent.PresenceChanged changed) {
            stream.presence(changed);
        } else if (event instanceof RelayEvent.Announced announced) {
            if (!announced.session().equals(attachment.session())) {
                stream.announced(announced);
            }
        } else if (event instanceof RelayEvent.Superseded superseded) {
            if (superseded.session().equals(attachment.session())) {
                dismissed(Outbound.Left.SUPERSEDED);
            }
        } else if (event instanceof RelayEvent.Lost) {
            lost();
        }
    }

    private void joined(RelayEvent.Joined<E, S> joined) {
        attachment.answered();
        Question question = attachment.question();
        if (question == null) {
            return;
        }
        boolean exists = kind.kind().exists(joined.state().value());
        String actual = exists ? kind.kind().type(joined.state().value()) : type;
        if (!question.requestedType().isEmpty() && !actual.equals(question.requestedType())) {
            refuseJoin(Refusal.of(Refusal.Reason.CONFLICT, "The object is of another type."));
            return;
        }
        type = actual;
        typeBefore = actual;
        if (!exists && stream.cursor() > 0 && isGone(question, joined)) {
            deleted(joined.state().version());
            return;
        }
        origin = joined.state().origin();
        if (question.purpose() == Question.Purpose.REJOIN && !joined.reset() && !question.wantsSnapshot()) {
            joinedAgain(joined);
        } else {
            stream.pause();
            presences.answering();
            answer = new Answer<>(context, kind, id, type, question, joined, stream.cursor());
            answerNow();
        }
    }

    /** Whether the session was in the stream of an object whose deletion it cannot be told of by the commit. */
    private boolean isGone(Question question, RelayEvent.Joined<E, S> joined) {
        boolean bySession = question.purpose() == Question.Purpose.REJOIN;
        boolean afterLoss = question.purpose() == Question.Purpose.SYNC && stream.isSuspended();
        return (bySession && question.wantsSnapshot()) || ((bySession || afterLoss) && joined.reset());
    }

    private void joinedAgain(RelayEvent.Joined<E, S> joined) {
        presences.moved(othersPresence(joined));
        attachment.settled();
        stream.startAt(
                stream.cursor(),
                joined.state().version(),
                joined.commits().stream().flatMap(List::stream).map(kind::frame).toList());
        settled(joined.seq(), false);
    }

    /** Answers the client as soon as everything is there and the client takes it. */
    void answerNow() {
        if (answer == null || !answer.isReady() || context.slow().isSlow() || !context.mayAnswer(answer.bytes())) {
            return;
        }
        Answer<C, E, S> ready = answer;
        answer = null;
        attachment.settled();
        Map<String, byte[]> others = othersPresence(ready.joined());
        context.out().say(ready.encoded(context.access().level(id).label(), others));
        presences.told(others);
        established = true;
        if (ready.isSnapshot() && ready.question().purpose() == Question.Purpose.REJOIN) {
            held.take(message -> message instanceof Inbound.Submit<?>).forEach(this::cannotHold);
        }
        ready.page().stream()
                .filter(frame -> frame.client().equals(context.client()))
                .forEach(frame -> pending.committed(frame.seq(), frame.hash()));
        stream.startAt(ready.version(), ready.joined().state().version(), ready.rest());
        settled(ready.joined().seq(), ready.isSnapshot());
    }

    /** The stream runs: resends what the object may not hold, and lets in what has waited. */
    private void settled(long seq, boolean snapshot) {
        unreachable = false;
        if (!over) {
            if (snapshot) {
                submitter.afterSnapshot(seq, attachment.session());
            } else {
                submitter.resend(seq, attachment.session());
            }
            presence.tell(attachment.session());
            releaseHeld();
        }
    }

    private void joinRefused(Refusal refusal) {
        attachment.answered();
        Question question = attachment.question();
        if (question == null) {
            return;
        }
        switch (question.purpose()) {
            case JOIN -> refuseJoin(refusal);
            case SYNC -> {
                context.error(id, refusal, OptionalLong.empty());
                if (stream.isSuspended() || isDismissal(refusal)) {
                    stay(joinAgain(), refusal);
                } else {
                    attachment.settled();
                    releaseHeld();
                }
            }
            case REJOIN -> stay(question, refusal);
        }
    }

    /** A session that was in the stream comes back, unless it may not. */
    private void stay(Question question, Refusal refusal) {
        if (isDismissal(refusal)) {
            dismissed(
                    refusal.reason() == Refusal.Reason.FORBIDDEN ? Outbound.Left.FORBIDDEN : Outbound.Left.SUPERSEDED);
        } else if (refusal.reason() == Refusal.Reason.CONFLICT) {
            askLater(question);
        } else {
            cannotReach(question);
        }
    }

    private static boolean isDismissal(Refusal refusal) {
        return refusal.reason() == Refusal.Reason.SUPERSEDED || refusal.reason() == Refusal.Reason.FORBIDDEN;
    }

    /** The object is asked again and again; what waits for it is answered, so that the client and its other objects can go on. */
    private void cannotReach(Question question) {
        unreachable = true;
        askLater(question);
        submitter.giveUp();
        held.take(message -> true).forEach(this::cannotHold);
    }

    private void lost() {
        Question question = attachment.question();
        askLater(question == null ? joinAgain() : question);
    }

    /** The commit that deletes the object has come. */
    void deleted(long version) {
        attachment.detach();
        end(new Outbound.Left(id.path(), Outbound.Left.DELETED, OptionalLong.of(version)));
    }

    /** The journal does not hold what the client lacks: only a snapshot brings it on. */
    void cannotFollow() {
        ask(new Question(Question.Purpose.REJOIN, Join.NOTHING, "", true, ""));
    }

    void decided(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            Question question = attachment.question();
            boolean joining = question != null && question.purpose() != Question.Purpose.SYNC;
            if (!joining && submitter.saysSuperseded(refused)) {
                dismissed(Outbound.Left.SUPERSEDED);
            } else {
                submitter.refused(refused);
            }
        } else if (outcome instanceof Outcome.Committed committed && committed.duplicate()) {
            stream.duplicate(committed);
        }
    }

    // Timers.

    void pageRead(SessionInternal.PageRead page) {
        if (answer == null) {
            stream.pageRead(page);
        } else if (answer.accept(page)) {
            if (answer.hasFailed()) {
                cannotAnswer(answer);
            } else {
                answerNow();
            }
        }
    }

    private void cannotAnswer(Answer<C, E, S> failed) {
        Refusal refusal = Refusal.of(Refusal.Reason.UNAVAILABLE, "The commits cannot be read at the moment.");
        if (failed.question().purpose() == Question.Purpose.JOIN) {
            refuseJoin(refusal);
        } else {
            context.error(id, refusal, OptionalLong.empty());
            answer = null;
            attachment.settled();
            stream.startAt(
                    stream.cursor(),
                    Math.max(stream.cursor(), failed.joined().state().version()),
                    List.of());
            settled(failed.joined().seq(), false);
        }
    }

    void readDue() {
        stream.catchUp();
    }

    void attachDue() {
        attachment.due();
    }

    void answerLate(String late) {
        Question question = attachment.question();
        if (question == null || !attachment.awaits(late)) {
            return;
        }
        Refusal refusal = Refusal.of(Refusal.Reason.UNAVAILABLE, "The object does not answer.");
        switch (question.purpose()) {
            case JOIN -> refuseJoin(refusal);
            case SYNC -> {
                context.error(id, refusal, OptionalLong.empty());
                cannotReach(joinAgain());
            }
            case REJOIN -> cannotReach(question);
        }
    }

    void presenceDue() {
        if (!isBusy()) {
            presence.tell(attachment.session());
        }
    }

    void presenceStale() {
        presences.giveUpMissing();
    }

    void drained() {
        answerNow();
        stream.drained();
    }

    /** Answers what has been undecided for too long; whether something still is undecided. */
    boolean expire(long now) {
        if (!context.slow().isSlow()) {
            submitter.expire(now);
            held.expired(now).forEach(this::cannotHold);
        }
        return submitter.isWaiting() || !held.isEmpty();
    }

    // Joining, and the end.

    private Question joinAgain() {
        return new Question(Question.Purpose.REJOIN, stream.cursor(), origin, false, "");
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

    private Map<String, byte[]> othersPresence(RelayEvent.Joined<E, S> joined) {
        Map<String, byte[]> others = new TreeMap<>(joined.presence());
        others.remove(context.client());
        others.values().removeIf(data -> data.length == 0);
        return others;
    }

    /** A join that was refused; one who was in the stream stays there, and goes on from where it was. */
    private void refuseJoin(Refusal refusal) {
        context.error(id, refusal, OptionalLong.empty());
        if (established) {
            type = typeBefore;
            stay(joinAgain(), refusal);
        } else {
            attachment.detach();
            end();
        }
    }

    private void dismissed(String reason) {
        attachment.detach();
        end(new Outbound.Left(id.path(), reason, OptionalLong.empty()));
    }

    private void end(Outbound.Left left) {
        context.out().say(left);
        end();
    }

    private void end() {
        over = true;
        answer = null;
        attachment.answered();
        attachment.settled();
        stream.suspend();
        context.notLater(new SessionInternal.PresenceDue(id));
        submitter.abandon();
        releaseHeld();
    }

    private void releaseHeld() {
        while (!isBusy() && !held.isEmpty()) {
            replay.accept(held.remove());
        }
    }
}
