package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.object.Join;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.object.Relays;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session's part in one object, from JOIN to its end. While a question to the object is under way (a join, a sync, a join again
 * after the object moved), further messages of the client for the object wait, so that JOINED always comes first. The client does not
 * notice that an object moves: the session joins again from its cursor and resends what is undecided, unchanged.
 */
final class Subscription<C, E, S> {
    private static final byte[] NO_PRESENCE = {};
    private static final Duration PRESENCE_GRACE = Duration.ofSeconds(5);

    private final SessionContext context;
    private final SessionKind<C, E, S> kind;
    private final ObjectId id;
    private final Consumer<Inbound> replay;
    private final PendingSubmissions<C> pending;
    private final ObjectStream<C, E, S> stream;
    private final Queue<Inbound> held = new ArrayDeque<>();
    private final Set<String> missing = new HashSet<>();

    private String type;
    private String origin = "";
    private String attachment = "";
    private @Nullable Question question;
    private @Nullable Answer<C, E, S> answer;
    private int failures;
    private byte[] presence = NO_PRESENCE;
    private long presenceVersion = -1;
    private boolean over;

    /**
     * @param replay handles the messages that had to wait
     */
    Subscription(
            SessionContext context,
            SessionKind<C, E, S> kind,
            ObjectId id,
            Inbound.Join join,
            Consumer<Inbound> replay) {
        this.context = context;
        this.kind = kind;
        this.id = id;
        this.replay = replay;
        this.type = join.type();
        this.pending = new PendingSubmissions<>(
                context.gate(), context.services().settings().maxPending());
        this.stream = new ObjectStream<>(context, kind, id, pending, this);
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
        return question != null;
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
        presence = join.presence();
        presenceVersion = join.presenceVersion();
        ask(new Question(Question.Purpose.JOIN, join.since(), join.origin(), join.snapshot(), join.requestedType()));
    }

    void sync(Inbound.Sync sync) {
        question = new Question(Question.Purpose.SYNC, sync.since(), origin, sync.snapshot(), "");
        attachAs(attachment);
    }

    void submit(Inbound.Submit<C> message) {
        Submission<C> submission = new Submission<>(
                context.client(),
                message.seq(),
                message.base(),
                context.access().user(),
                "",
                message.hash(),
                message.command());
        pending.sent(
                submission,
                attachment,
                System.nanoTime()
                        + context.services().settings().submitTimeout().toNanos());
        context.toObject(new ObjectCommand.Submit<>(id, submission, attachment, context.outcomes()));
    }

    void present(Inbound.Presence message) {
        presence = message.data();
        presenceVersion = message.version();
        context.toObject(new ObjectCommand.Present(id, attachment, presence, presenceVersion));
    }

    void broadcast(Inbound.Broadcast message) {
        context.toObject(new ObjectCommand.Announce(id, attachment, message.data()));
    }

    void leave() {
        detach();
        pending.abandon();
        end(new Outbound.Left(id.path(), "", OptionalLong.empty()));
    }

    /** The session has ended. */
    void detach() {
        context.toRelays(new Relays.Detach(id, attachment));
    }

    // What the object says.

    void relayed(RelayEvent event) {
        if (event instanceof RelayEvent.Committed committed) {
            stream.committed(committed.group());
        } else if (event instanceof RelayEvent.Joined<?, ?> joined) {
            @SuppressWarnings("unchecked") // an object's answers are of its kind
            RelayEvent.Joined<E, S> own = (RelayEvent.Joined<E, S>) joined;
            joined(own);
        } else if (event instanceof RelayEvent.JoinRefused refused) {
            joinRefused(refused);
        } else if (event instanceof RelayEvent.PresenceChanged changed) {
            presenceChanged(changed);
        } else if (event instanceof RelayEvent.Announced announced) {
            if (!announced.session().equals(attachment)) {
                stream.announced(announced);
            }
        } else if (event instanceof RelayEvent.Superseded superseded) {
            if (superseded.session().equals(attachment)) {
                superseded();
            }
        } else if (event instanceof RelayEvent.Lost) {
            lost();
        }
    }

    private void joined(RelayEvent.Joined<E, S> joined) {
        if (question == null || answer != null || !joined.session().equals(attachment)) {
            return;
        }
        context.notLater(new SessionInternal.AnswerLate(id, attachment));
        failures = 0;
        boolean exists = kind.kind().exists(joined.state().value());
        String actual = exists ? kind.kind().type(joined.state().value()) : type;
        if (!question.requestedType().isEmpty() && !actual.equals(question.requestedType())) {
            refuseJoin(ErrorCode.CONFLICT, "The object is of another type.", 0);
            return;
        }
        type = actual;
        origin = joined.state().origin();
        if (question.purpose() == Question.Purpose.REJOIN && !joined.reset() && !question.wantsSnapshot()) {
            joinedAgain(joined);
            return;
        }
        stream.pause();
        answer = new Answer<>(context, kind, id, type, question, joined, stream.cursor());
        answerNow();
    }

    private void joinedAgain(RelayEvent.Joined<E, S> joined) {
        missing.clear();
        missing.addAll(stream.showsAgain(othersPresence(joined)));
        context.later(new SessionInternal.PresenceStale(id), PRESENCE_GRACE);
        question = null;
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
        question = null;
        context.out().say(ready.message(context.access().level(id).label(), othersPresence(ready.joined())));
        stream.shows(othersPresence(ready.joined()));
        if (ready.isSnapshot()) {
            pending.settledUpTo(ready.joined().seq());
        }
        ready.page().stream()
                .filter(frame -> frame.client().equals(context.client()))
                .forEach(frame -> pending.committed(frame.seq()));
        stream.startAt(ready.version(), ready.joined().state().version(), ready.rest());
        settled(ready.joined().seq());
    }

    /** The stream runs: resends what the object does not hold, and lets in what has waited. */
    private void settled(long seq) {
        if (over) {
            return;
        }
        for (Submission<C> submission : pending.lostAfter(seq, attachment)) {
            context.toObject(new ObjectCommand.Submit<>(id, submission, attachment, context.outcomes()));
        }
        releaseHeld();
    }

    private void joinRefused(RelayEvent.JoinRefused refused) {
        if (question == null || answer != null || !refused.session().equals(attachment)) {
            return;
        }
        context.notLater(new SessionInternal.AnswerLate(id, attachment));
        Refusal refusal = refused.refusal();
        switch (question.purpose()) {
            case JOIN -> refuseJoin(ErrorCode.of(refusal.reason()), refusal.message(), refusal.retryAfterMillis());
            case SYNC -> {
                context.error(
                        id,
                        ErrorCode.of(refusal.reason()),
                        refusal.message(),
                        refusal.retryAfterMillis(),
                        OptionalLong.empty());
                question = null;
                releaseHeld();
            }
            case REJOIN -> {
                if (refusal.reason() == Refusal.Reason.SUPERSEDED) {
                    superseded();
                } else if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                    dismissed(Outbound.Left.FORBIDDEN);
                } else {
                    askLater(Objects.requireNonNull(question));
                }
            }
        }
    }

    private void presenceChanged(RelayEvent.PresenceChanged changed) {
        if (!changed.client().equals(context.client())) {
            missing.remove(changed.client());
            stream.presence(changed);
        }
    }

    private void superseded() {
        dismissed(Outbound.Left.SUPERSEDED);
    }

    private void lost() {
        Question again =
                question != null ? question : new Question(Question.Purpose.REJOIN, stream.cursor(), origin, false, "");
        askLater(again);
    }

    /** The commit that deletes the object has come. */
    void deleted(long version) {
        detach();
        end(new Outbound.Left(id.path(), Outbound.Left.DELETED, OptionalLong.of(version)));
    }

    /** The journal does not hold what the client lacks: only a snapshot brings it on. */
    void cannotFollow() {
        ask(new Question(Question.Purpose.REJOIN, Join.NOTHING, "", true, ""));
    }

    void decided(Outcome outcome) {
        if (outcome instanceof Outcome.Committed committed) {
            if (committed.duplicate()) {
                stream.duplicate(committed);
            }
        } else if (outcome instanceof Outcome.Refused refused) {
            Refusal refusal = refused.refusal();
            boolean unknown = refusal.reason() == Refusal.Reason.UNAVAILABLE;
            if (refusal.reason() == Refusal.Reason.SUPERSEDED && pending.isResent(refused.seq())) {
                return; // to the one under an earlier attachment; the later one gets its own answer
            }
            if (pending.answered(refused.seq(), unknown)) {
                context.error(
                        id,
                        ErrorCode.of(refusal.reason()),
                        refusal.message(),
                        refusal.retryAfterMillis(),
                        OptionalLong.of(refused.seq()));
            }
        }
    }

    // Timers.

    void pageRead(SessionInternal.PageRead page) {
        if (answer == null) {
            stream.pageRead(page);
            return;
        }
        if (!answer.accept(page)) {
            return;
        }
        if (answer.hasFailed()) {
            historyUnavailable();
        } else {
            answerNow();
        }
    }

    private void historyUnavailable() {
        boolean joining = answer != null && answer.question().purpose() == Question.Purpose.JOIN;
        String sentence = "The commits cannot be read at the moment.";
        if (joining) {
            refuseJoin(ErrorCode.UNAVAILABLE, sentence, 0);
            return;
        }
        context.error(id, ErrorCode.UNAVAILABLE, sentence);
        long seq = Objects.requireNonNull(answer).joined().seq();
        answer = null;
        question = null;
        stream.startAt(stream.cursor(), stream.cursor(), List.of());
        settled(seq);
    }

    void readDue() {
        stream.catchUp();
    }

    void attachDue() {
        if (question != null) {
            attachAs(context.nextAttachment());
        }
    }

    void answerLate(String late) {
        if (question == null || answer != null || !late.equals(attachment)) {
            return;
        }
        switch (question.purpose()) {
            case JOIN -> refuseJoin(ErrorCode.UNAVAILABLE, "The object does not answer.", 0);
            case SYNC -> {
                context.error(id, ErrorCode.UNAVAILABLE, "The object does not answer.");
                askLater(new Question(Question.Purpose.REJOIN, stream.cursor(), origin, false, ""));
            }
            case REJOIN -> askLater(question);
        }
    }

    void presenceStale() {
        missing.forEach(stream::gone);
        missing.clear();
    }

    void drained() {
        answerNow();
        stream.drained();
    }

    /** Answers what has been undecided for too long; whether something still is undecided. */
    boolean expire(long now) {
        if (!stream.isBehind()) {
            for (long seq : pending.expired(now)) {
                context.error(
                        id,
                        ErrorCode.UNAVAILABLE,
                        "It is not known yet whether this was committed.",
                        0,
                        OptionalLong.of(seq));
            }
        }
        return pending.isWaiting();
    }

    // Joining, and the end.

    private void ask(Question asked) {
        question = asked;
        answer = null;
        stream.suspend();
        attachAs(context.nextAttachment());
    }

    private void askLater(Question asked) {
        question = asked;
        answer = null;
        stream.suspend();
        context.later(new SessionInternal.AttachDue(id), context.jitter(failures++));
    }

    /** Joins, and then leaves what was before: in this order the presence passes over and the relay stays. */
    private void attachAs(String next) {
        Question asked = Objects.requireNonNull(question);
        String before = attachment;
        attachment = next;
        context.toRelays(new Relays.Attach(
                id,
                new Join(
                        attachment,
                        context.client(),
                        context.access().user(),
                        asked.since(),
                        asked.origin(),
                        asked.snapshot(),
                        presence,
                        presenceVersion),
                context.stream()));
        if (!before.isEmpty() && !before.equals(next)) {
            context.notLater(new SessionInternal.AnswerLate(id, before));
            context.toRelays(new Relays.Detach(id, before));
        }
        context.later(
                new SessionInternal.AnswerLate(id, attachment),
                context.services().settings().submitTimeout());
    }

    private Map<String, byte[]> othersPresence(RelayEvent.Joined<E, S> joined) {
        Map<String, byte[]> others = new TreeMap<>(joined.presence());
        others.remove(context.client());
        others.values().removeIf(data -> data.length == 0);
        return others;
    }

    private void refuseJoin(ErrorCode code, String sentence, long retryAfterMillis) {
        detach();
        context.error(id, code, sentence, retryAfterMillis, OptionalLong.empty());
        end();
    }

    private void dismissed(String reason) {
        end(new Outbound.Left(id.path(), reason, OptionalLong.empty()));
    }

    private void abandonPending() {
        for (long seq : pending.abandon()) {
            context.error(
                    id,
                    ErrorCode.NOT_JOINED,
                    "This session is no longer joined to the object.",
                    0,
                    OptionalLong.of(seq));
        }
    }

    private void end(Outbound.Left left) {
        context.out().say(left);
        end();
    }

    private void end() {
        over = true;
        question = null;
        answer = null;
        stream.suspend();
        abandonPending();
        releaseHeld();
    }

    private void releaseHeld() {
        while (question == null && !held.isEmpty()) {
            context.gate().ended();
            replay.accept(held.remove());
        }
    }
}
