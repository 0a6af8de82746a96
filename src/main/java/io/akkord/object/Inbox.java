package io.akkord.object;

import akka.actor.typed.javadsl.ActorContext;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.settings.ObjectSettings;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * All that wants something of an object and was not taken yet: the queue, what an {@link Interceptor} has to look at before, and whether
 * the next group waits for more.
 */
final class Inbox<C, E, S> {
    private final ObjectSettings settings;
    private final RequestQueue<C> queue;
    private final OldBases<C, E, S> oldBases;
    private final @Nullable Intake<C, E, S> intake;
    private final Gathering gathering;
    private final GatheringTimer timer;

    Inbox(
            ActorContext<EntityMessage> context,
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            Memory<E, S> memory) {
        this.settings = services.object();
        this.queue = new RequestQueue<>(settings, runtime.kind()::commandWeight);
        this.oldBases = new OldBases<>(context, id, runtime, services, queue, memory);
        this.intake = runtime.interceptor() == Interceptor.<C, S>none()
                ? null
                : new Intake<>(
                        new Judge<>(context, id, runtime.interceptor(), settings.interceptorTimeout()),
                        new Foresight<>(id, runtime, memory, oldBases),
                        queue,
                        memory);
        this.gathering =
                new Gathering(settings.gather().toNanos(), runtime.kind().batchMillis() * 1_000_000);
        this.timer = new GatheringTimer(context.getSelf());
    }

    /** What is next to be taken, in its order. */
    RequestQueue<C> queue() {
        return queue;
    }

    /** Where submissions on old bases are brought forward. */
    OldBases<C, E, S> oldBases() {
        return oldBases;
    }

    /** A submission on an old base is back. */
    void broughtForward(Candidate<C> candidate, OldBase.Result<C> result) {
        if (intake == null || !intake.broughtForward(candidate, result)) {
            queue.unpark(candidate, result);
        }
    }

    /** Takes a request, or refuses it where there is too much already. */
    void offer(ObjectCommand request, long now) {
        gathering.offered(now);
        boolean taken = intake == null ? queue.offer(request) : intake.offer(request);
        if (!taken) {
            Replies.refuse(request, Refusal.Reason.OVERLOADED);
        }
        if (!taken || !(request instanceof ObjectCommand.Submit<?>)) {
            gathering.hurry();
        }
    }

    /** A session leaves after its join that still waits; false where none does. */
    boolean follow(ObjectCommand.Unsubscribe leave) {
        return (intake != null && intake.follow(leave)) || queue.follow(leave);
    }

    /** Whether anything waits that the object has to be awake for. */
    boolean wakes() {
        return !queue.isEmpty() || (intake != null && !intake.isEmpty());
    }

    /** Nothing waits anywhere, and nothing is being read or asked for anybody. */
    boolean isIdle() {
        return queue.isIdle();
    }

    /** The object's state is known now. */
    void awake() {
        if (intake != null) {
            intake.awake();
        }
    }

    void intercepted(EntityInternal.Intercepted<?> answer, long now) {
        if (intake != null && intake.settled(answer.ticket(), answer.interception())) {
            gathering.offered(now);
        }
    }

    /**
     * Whether a group is to be cut now; where the next still waits for more, {@link EntityInternal.Gathered} comes in time. Only asked while
     * the object is awake and nothing is being written.
     */
    boolean isReady(boolean stopping, long now) {
        if (intake != null && queue.isDecided() && intake.decided()) {
            gathering.offered(now);
        }
        if (queue.isEmpty()) {
            return false;
        }
        boolean full = queue.size() >= settings.maxGroup() || queue.bytes() >= settings.maxGroupBytes();
        boolean awaited = intake != null && intake.waitsForDecisions();
        long left = stopping || full || awaited ? 0 : gathering.left(queue.size(), now);
        if (left > 0) {
            timer.start(left);
        }
        return left <= 0;
    }

    void gathered() {
        timer.ended();
    }

    /** Hands what waits to a turn of the object, as much as it takes. */
    void fill(Cut<C, E, S> cut) {
        gathering.cut();
        cut.take(queue, settings.maxGroup(), settings.maxGroupBytes());
    }

    /** A group of these clients has been answered. */
    void released(Collection<String> clients, long now) {
        gathering.released(clients, now);
    }

    /** Refuses all but what is being read for. */
    void refuseAll(Refusal refusal) {
        if (intake != null) {
            intake.refuseAll(refusal);
        }
        queue.refuseAll(refusal);
    }
}
