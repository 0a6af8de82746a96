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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
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
    private final Consumer<Inbound> replay;
    private final PendingSubmissions<C> pending;
    private final Submitter<C> submitter;
    private final Presences presences;
    private final ObjectStream<C, E, S> stream;
    private final Attachment attachment;
    private final Queue<Inbound> held = new ArrayDeque<>();

    private String type;
    private String origin = "";
    private @Nullable Answer<C, E, S> answer;
    private boolean over;

    /**
     * @param type what the object becomes if it does not exist
     * @param replay handles the messages that had to wait
     */
    Subscription(
            SessionContext context, SessionKind<C, E, S> kind, ObjectId id, String type, Consumer<Inbound> replay) {
        this.context = context;
        this.kind = kind;
        this.id = id;
        this.type = type;
        this.replay = replay;
        this.pending = new PendingSubmissions<>(
                context.gate(), context.services().settings().maxPending());
        this.submitter = new Submitter<>(context, id, pending);
        this.presences = new Presences(context, id);
        this.stream = new ObjectStream<>(context, kind, id, pending, presences, this);
        this.attachment = new Attachment(context, id);
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

    void hold(Inbound message) {
        if (held.size() >= context.services().settings().maxPending()) {
            OptionalLong seq =
                    message instanceof Inbound.Submit<?> submit ? OptionalLong.of(submit.seq()) : OptionalLong.empty();
            context.error(id, ErrorCode.OVERLOADED, "Too many messages wait for this object.", 0, seq);
        } else {
            held.add(message);
            context.gate().began();
        }
    }

    // What the client asks.

    void join(Inbound.Join join) {
        type = join.type();
        attachment.present(join.presence(), join.presenceVersion());
        ask(new Question(Question.Purpose.JOIN, join.since(), join.origin(), join.snapshot(), join.requestedType()));
    }

    void sync(Inbound.Sync sync) {
        attachment.askInStream(new Question(Question.Purpose.SYNC, sync.since(), origin, sync.snapshot(), ""));
    }

    void submit(Inbound.Submit<C> message) {
        submitter.submit(message, attachment.session());
    }

    void present(Inbound.Presence message) {
        attachment.present(message.data(), message.version());
        context.toObject(new ObjectCommand.Present(id, attachment.session(), message.data(), message.version()));
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
        origin = joined.state().origin();
        if (question.purpose() == Question.Purpose.REJOIN && !joined.reset() && !question.wantsSnapshot()) {
            joinedAgain(joined);
        } else {
            stream.pause();
            answer = new Answer<>(context, kind, id, type, question, joined, stream.cursor());
            answerNow();
        }
    }

    private void joinedAgain(RelayEvent.Joined<E, S> joined) {
        presences.moved(othersPresence(joined));
        attachment.settled();
        stream.startAt(
                stream.cursor(),
                joined.state().version(),
                joined.commits().stream().flatMap(List::stream).map(kind::frame).toList());
        settled(joined.seq());
    }

    /** Answers the client as soon as everything is there and the client takes it. */
    private void answerNow() {
        if (answer == null || !answer.isReady() || context.slow().isSlow()) {
            return;
        }
        Answer<C, E, S> ready = answer;
        answer = null;
        attachment.settled();
        Map<String, byte[]> others = othersPresence(ready.joined());
        context.out().say(ready.message(context.access().level(id).label(), others));
        presences.told(others);
        if (ready.isSnapshot()) {
            pending.settledUpTo(ready.joined().seq());
        }
        ready.page().stream()
                .filter(frame -> frame.client().equals(context.client()))
                .forEach(frame -> pending.committed(frame.seq()));
        stream.startAt(ready.version(), ready.joined().state().version(), ready.rest());
        settled(ready.joined().seq());
    }

    /** The stream runs: resends what the object may not hold, and lets in what has waited. */
    private void settled(long seq) {
        if (!over) {
            submitter.resend(seq, attachment.session());
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
                attachment.settled();
                releaseHeld();
            }
            case REJOIN -> {
                if (refusal.reason() == Refusal.Reason.SUPERSEDED) {
                    dismissed(Outbound.Left.SUPERSEDED);
                } else if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                    dismissed(Outbound.Left.FORBIDDEN);
                } else {
                    askLater(question);
                }
            }
        }
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
            submitter.refused(refused);
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
            stream.startAt(stream.cursor(), stream.cursor(), List.of());
            settled(failed.joined().seq());
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
                askLater(joinAgain());
            }
            case REJOIN -> askLater(question);
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
        }
        return submitter.isWaiting();
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

    private void refuseJoin(Refusal refusal) {
        attachment.detach();
        context.error(id, refusal, OptionalLong.empty());
        end();
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
        submitter.abandon();
        releaseHeld();
    }

    private void releaseHeld() {
        while (!isBusy() && !held.isEmpty()) {
            context.gate().ended();
            replay.accept(held.remove());
        }
    }
}
