package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One session's part in one object, from JOIN to its end. While a question to the object is under way (a join, a sync, a join again
 * after the object moved), further messages of the client for the object wait, so that JOINED always comes first. The client does not
 * notice that an object moves: the session joins again from its cursor and resends what is undecided, unchanged.
 */
final class Subscription<C, E, S> {

    private final SessionContext context;
    private final ObjectId id;
    private final Consumer<Inbound.AboutObject> replay;
    private final PendingSubmissions<C> pending;
    private final Submitter<C> submitter;
    private final Presences presences;
    private final OwnPresence presence;
    private final ObjectStream<C, E, S> stream;
    private final Attachment attachment;
    private final Joining<C, E, S> joining;
    private final Held held;

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
        this.id = id;
        this.replay = replay;
        this.pending = new PendingSubmissions<>(
                context.gate(), context.services().settings().maxPending());
        this.submitter = new Submitter<>(context, id, pending);
        this.presences = new Presences(context, id);
        this.presence = new OwnPresence(context, id);
        this.stream = new ObjectStream<>(context, kind, id, pending, presences, this);
        this.held = new Held(context);
        this.attachment = new Attachment(context, id, presence);
        this.joining = new Joining<>(context, kind, id, type, attachment, stream, presences, pending);
    }

    ObjectId id() {
        return id;
    }

    /** What the object is or would become: how submissions to it are read. */
    String type() {
        return joining.type();
    }

    /** Whether it has ended and is to be forgotten. */
    boolean isOver() {
        return over;
    }

    // What the client asks.

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
        } else if (!held.add(message, attachment.asks(Question.Purpose.REJOIN))) {
            context.error(id, ErrorCode.OVERLOADED, "Too many messages wait for this object.", 0, message.submission());
        }
    }

    private void cannotHold(Inbound.AboutObject message) {
        if (message instanceof Inbound.Leave) {
            leave();
        } else {
            ErrorCode code = over ? ErrorCode.NOT_JOINED : ErrorCode.UNAVAILABLE;
            context.error(id, code, "The object could not take this.", 0, message.submission());
        }
    }

    void join(Inbound.Join join) {
        if (join.presence().length > 0) {
            presence.set(join.presence(), join.presenceVersion());
        }
        joining.join(join);
    }

    void sync(Inbound.Sync sync) {
        joining.sync(sync);
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
        pending.abandon();
        end("", OptionalLong.empty());
    }

    /** The user may not read the object any more. */
    void forbid() {
        end(Outbound.Left.FORBIDDEN, OptionalLong.empty());
    }

    /** The session has ended. */
    void detach() {
        attachment.detach();
    }

    // What the object says.

    void relayed(RelayEvent event) {
        if (event instanceof RelayEvent.Committed committed) {
            stream.committed(committed.group());
        } else if (event instanceof RelayEvent.Selected selected) {
            stream.selected(selected);
        } else if (event instanceof RelayEvent.Joined<?, ?> joined) {
            @SuppressWarnings("unchecked") // an object's answers are of its kind
            RelayEvent.Joined<E, S> own = (RelayEvent.Joined<E, S>) joined;
            follow(joining.joined(own));
        } else if (event instanceof RelayEvent.JoinRefused refused) {
            follow(joining.refused(refused));
        } else if (event instanceof RelayEvent.PresenceChanged changed) {
            stream.presence(changed);
        } else if (event instanceof RelayEvent.Announced announced) {
            if (!announced.session().equals(attachment.session())) {
                stream.announced(announced);
            }
        } else if (event instanceof RelayEvent.Superseded superseded) {
            if (superseded.session().equals(attachment.session())) {
                end(Outbound.Left.SUPERSEDED, OptionalLong.empty());
            }
        } else if (event instanceof RelayEvent.Lost) {
            joining.lost();
        }
    }

    void decided(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            boolean inStream = !isBusy() || attachment.asks(Question.Purpose.SYNC);
            if (inStream && submitter.saysSuperseded(refused)) {
                end(Outbound.Left.SUPERSEDED, OptionalLong.empty());
            } else {
                submitter.refused(refused);
            }
        } else if (outcome instanceof Outcome.Committed committed && committed.duplicate()) {
            stream.duplicate(committed);
        }
    }

    /** The commit that deletes the object has come. */
    void deleted(long version) {
        end(Outbound.Left.DELETED, OptionalLong.of(version));
    }

    // What becomes of joining.

    private void follow(Progress progress) {
        if (progress instanceof Progress.Unchanged) {
            releaseHeld();
        } else if (progress instanceof Progress.Settled settled) {
            settled(settled);
        } else if (progress instanceof Progress.Unreachable) {
            cannotReach();
        } else if (progress instanceof Progress.Refused) {
            end();
        } else if (progress instanceof Progress.Ended ended) {
            end(ended.reason(), ended.version());
        }
    }

    /** The stream runs: resends what the object may not hold, and lets in what has waited. */
    private void settled(Progress.Settled settled) {
        unreachable = false;
        if (settled.unasked()) {
            held.take(message -> message instanceof Inbound.Submit<?>).forEach(this::cannotHold);
        }
        stream.startAt(settled.version(), settled.head(), settled.next());
        if (over) {
            return;
        }
        if (settled.snapshot()) {
            submitter.afterSnapshot(settled.seq(), attachment.session());
        } else {
            submitter.resend(settled.seq(), attachment.session());
        }
        presence.tell(attachment.session());
        releaseHeld();
    }

    /** What waits for the object is answered, so that the client and its other objects can go on. */
    private void cannotReach() {
        unreachable = true;
        submitter.giveUp();
        held.take(message -> true).forEach(this::cannotHold);
    }

    // Timers.

    void pageRead(SessionInternal.PageRead page) {
        if (joining.isAnswering()) {
            follow(joining.pageRead(page));
        } else if (!stream.pageRead(page)) {
            joining.joinForSnapshot();
        }
    }

    void readDue() {
        stream.catchUp();
    }

    void attachDue() {
        attachment.due();
    }

    void answerLate(String late) {
        follow(joining.late(late));
    }

    void answerNow() {
        follow(joining.answerNow());
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

    // The end.

    private void end(String reason, OptionalLong version) {
        context.out().say(new Outbound.Left(id.path(), reason, version));
        end();
    }

    private void end() {
        over = true;
        joining.end();
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
