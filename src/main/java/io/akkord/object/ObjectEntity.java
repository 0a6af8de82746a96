package io.akkord.object;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One object, in memory: takes requests one at a time, decides them in groups, and lets nothing about a group out before its
 * journal write is confirmed.
 *
 * <p>A write whose outcome is unknown fences the object: its state is dropped, everybody waiting gets {@code UNAVAILABLE}, every
 * session joins again, and nothing is served until a new journal child has read what is really there.
 *
 * <p>A purge drops rows that a journal child would go by: it begins when the child is gone, and its outcome is what the next one reads.
 *
 * <pre>
 * ASLEEP → RECOVERING → AWAKE ⇄ WRITING
 *  ↑  ↑                   │        │ unknown outcome, hibernation, purge
 *  │  └───── CLOSING ←────┴────────┘
 *  └─ ERASING ←─┘
 * </pre>
 */
final class ObjectEntity<C, E, S> extends AbstractBehavior<EntityMessage> {
    static final EntityTypeKey<EntityMessage> TYPE_KEY = EntityTypeKey.create(EntityMessage.class, "object");

    private enum Phase {
        ASLEEP,
        RECOVERING,
        AWAKE,
        WRITING,
        CLOSING,
        ERASING
    }

    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private final Passivation passivation;
    private final Audience audience;
    private final RequestQueue<C> queue;
    private final Listing listing;
    private final AlarmNote alarm;
    private final Cut.Host<C> host;
    private final Gathering gathering;
    private final GatheringTimer gatheringTimer;
    private final JournalChild<C, E, S> journal;
    private final Memory<E, S> memory;
    private final Erasure<C, E, S> erasure;

    private Phase phase = Phase.ASLEEP;
    private @Nullable Cut<C, E, S> inFlight;
    private long ticket;
    private long writingSince;
    private long lastActive = System.nanoTime();
    private boolean stopping;

    static <C, E, S> Behavior<EntityMessage> create(
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new ObjectEntity<C, E, S>(context, timers, id, runtime, services, shard)));
    }

    private ObjectEntity(
            ActorContext<EntityMessage> context,
            TimerScheduler<EntityMessage> timers,
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        super(context);
        this.id = id;
        this.runtime = runtime;
        this.services = services;
        this.passivation = new Passivation(
                shard, context.getSelf(), timers, services.object().stopTimeout());
        this.audience = new Audience(id);
        this.queue = new RequestQueue<>(services.object(), runtime.kind()::commandWeight);
        this.listing = new Listing(id, services);
        this.alarm = new AlarmNote(id, services);
        this.gathering = new Gathering(services.object().gather().toNanos());
        this.gatheringTimer = new GatheringTimer(context.getSelf());
        this.memory = new Memory<>(services.object());
        this.erasure = new Erasure<>(context, runtime, services.tables());
        this.host = new EntityHost<>(context, id, runtime, services, queue, memory::version);
        this.journal = new JournalChild<>(context, id, runtime, services);
        timers.startTimerWithFixedDelay(
                new EntityInternal.Tick(), services.object().tick());
    }

    @Override
    public Receive<EntityMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ObjectCommand.Submit.class, this::onRequest)
                .onMessage(ObjectCommand.Subscribe.class, this::onRequest)
                .onMessage(ObjectCommand.Unsubscribe.class, this::onUnsubscribe)
                .onMessage(ObjectCommand.Read.class, this::onRequest)
                .onMessage(ObjectCommand.Purge.class, this::onRequest)
                .onMessage(ObjectCommand.Wake.class, this::onRequest)
                .onMessage(ObjectCommand.Present.class, this::onPresent)
                .onMessage(ObjectCommand.Announce.class, this::onAnnounce)
                .onMessage(EntityInternal.Recovered.class, this::onRecovered)
                .onMessage(EntityInternal.Written.class, this::onWritten)
                .onMessage(EntityInternal.TablesUpdated.class, this::onTablesUpdated)
                .onMessage(EntityInternal.JournalGone.class, this::onJournalGone)
                .onMessage(EntityInternal.Erased.class, this::onErased)
                .onMessage(EntityInternal.BroughtForward.class, this::onBroughtForward)
                .onMessage(EntityInternal.RelayGone.class, this::onRelayGone)
                .onMessage(EntityInternal.Gathered.class, gathered -> onGathered())
                .onMessage(EntityInternal.Tick.class, tick -> onTick())
                .onMessage(EntityInternal.Stop.class, stop -> onStop())
                .onMessage(EntityInternal.StopNow.class, stop -> Behaviors.stopped())
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<EntityMessage> onRequest(ObjectCommand request) {
        lastActive = System.nanoTime();
        if (!queue.offer(request)) {
            Replies.refuse(request, Refusal.Reason.OVERLOADED);
        }
        gathering.offered(lastActive);
        if (!(request instanceof ObjectCommand.Submit<?>)) {
            gathering.hurry();
        }
        return advance();
    }

    private Behavior<EntityMessage> onUnsubscribe(ObjectCommand.Unsubscribe leave) {
        if (!queue.follow(leave)) {
            audience.leave(leave.session(), leave.relay());
        }
        return advance();
    }

    private Behavior<EntityMessage> onPresent(ObjectCommand.Present present) {
        audience.present(present.session(), present.data(), present.version());
        return this;
    }

    private Behavior<EntityMessage> onAnnounce(ObjectCommand.Announce announce) {
        audience.announce(announce.session(), announce.data());
        return this;
    }

    @SuppressWarnings("unchecked")
    private Behavior<EntityMessage> onRecovered(EntityInternal.Recovered<?, ?> recovered) {
        if (phase == Phase.RECOVERING && journal.is(recovered.journal())) {
            ObjectState<S> state = (ObjectState<S>) recovered.state();
            if (memory.contradicts(state)) {
                audience.lose();
            }
            memory.recovered(state);
            phase = Phase.AWAKE;
        }
        return advance();
    }

    /** Goes on as far as it can without waiting: wakes, cuts a group, or stops. */
    private Behavior<EntityMessage> advance() {
        if (phase == Phase.ASLEEP && !queue.isEmpty()) {
            phase = Phase.RECOVERING;
            journal.start();
        }
        while (phase == Phase.AWAKE && !queue.isEmpty() && !gathers()) {
            cut();
        }
        boolean resting = phase == Phase.ASLEEP || phase == Phase.AWAKE;
        return stopping && resting && queue.isIdle() ? Behaviors.stopped() : this;
    }

    /** Whether the next group still waits for more. */
    private boolean gathers() {
        long left = stopping ? 0 : gathering.left(queue.size(), System.nanoTime());
        if (left > 0) {
            gatheringTimer.start(left);
        }
        return left > 0;
    }

    private Behavior<EntityMessage> onGathered() {
        gatheringTimer.ended();
        return advance();
    }

    private void cut() {
        ObjectState<S> state = memory.state();
        Cut<C, E, S> cut = new Cut<>(
                id,
                runtime,
                state,
                memory.window(),
                audience,
                host,
                services.clock().getAsLong());
        inFlight = cut;
        gathering.cut();
        cut.take(queue, services.object().maxGroup(), services.object().maxGroupBytes());
        if (cut.group().isEmpty()) {
            cut.release();
            inFlight = null;
            if (cut.woken()) {
                alarm.settle(runtime.kind().nextAlarm(state.value()));
            }
            erase(cut);
            return;
        }
        phase = Phase.WRITING;
        writingSince = System.nanoTime();
        ticket++;
        var noted = alarm.needed(runtime.kind().nextAlarm(cut.group().head().value()));
        if (noted.isPresent()) {
            awaitTables(noted.get());
        } else {
            journal.write(ticket, cut.group().events());
        }
    }

    private void awaitTables(CompletionStage<Done> tables) {
        long now = ticket;
        getContext().pipeToSelf(tables, (done, failure) -> new EntityInternal.TablesUpdated(now, failure == null));
    }

    /** Either the alarm's row before the write, or the directory's row after it. */
    private Behavior<EntityMessage> onTablesUpdated(EntityInternal.TablesUpdated updated) {
        Cut<C, E, S> cut = inFlight;
        if (updated.ticket() != ticket || cut == null) {
            return this;
        }
        if (cut.isWritten()) {
            listing.settled(updated.ok());
            release(cut);
        } else if (updated.ok()) {
            journal.write(ticket, cut.group().events());
        } else {
            alarm.failed();
            inFlight = null;
            phase = Phase.AWAKE;
            cut.fail();
        }
        return advance();
    }

    @SuppressWarnings("unchecked")
    private Behavior<EntityMessage> onWritten(EntityInternal.Written<?> written) {
        Cut<C, E, S> cut = inFlight;
        if (phase != Phase.WRITING || cut == null || written.ticket() != ticket) {
            return this;
        }
        cut.written();
        ObjectState<S> state = (ObjectState<S>) written.state();
        memory.confirmed(state);
        if (cut.group().changesExistence()) {
            awaitTables(listing.update(runtime.kind(), state));
            return this;
        }
        release(cut);
        return advance();
    }

    private void release(Cut<C, E, S> cut) {
        ObjectState<S> state = memory.state();
        cut.release();
        inFlight = null;
        phase = Phase.AWAKE;
        lastActive = System.nanoTime();
        gathering.released(cut.group().clients(), lastActive);
        listing.touch(runtime.kind(), state, lastActive);
        long every = services.storage().waypointEvery();
        if (state.version() / every != (state.version() - cut.group().events().size()) / every) {
            services.tables().waypoint(id, runtime.codec(), state);
        }
        erase(cut);
    }

    /** Goes on with a purge whose deletion is durable; the sessions that are here yet learn of the new history when they join again. */
    private void erase(Cut<C, E, S> cut) {
        if (cut.purge().isPresent()) {
            erasure.begin(cut.purge().get(), memory.state());
            audience.lose();
            sleep();
        }
    }

    /** The journal child has ended: after a failed write, a failed recovery, or because it was told to. */
    private Behavior<EntityMessage> onJournalGone(EntityInternal.JournalGone<?> gone) {
        if (!journal.is(gone.journal())) {
            return this;
        }
        boolean recovering = phase == Phase.RECOVERING;
        if (phase != Phase.CLOSING) {
            fence();
        }
        if (recovering) {
            queue.refuseAll(Refusal.Reason.UNAVAILABLE);
        }
        journal.gone();
        phase = erasure.run() ? Phase.ERASING : Phase.ASLEEP;
        return advance();
    }

    private Behavior<EntityMessage> onErased(EntityInternal.Erased erased) {
        erasure.ended(erased.ok());
        alarm.failed();
        phase = Phase.ASLEEP;
        return advance();
    }

    /** Drops everything that may not be what the journal says. */
    private void fence() {
        Cut<C, E, S> cut = inFlight;
        inFlight = null;
        ticket++;
        if (cut != null) {
            cut.fail();
        }
        queue.refuseAll(Refusal.Reason.UNAVAILABLE);
        audience.lose();
        alarm.failed();
        memory.doubt();
        sleep();
    }

    /** Lets the memory go; {@link #onJournalGone} follows. */
    private void sleep() {
        memory.forget();
        phase = Phase.CLOSING;
        journal.stop();
    }

    @SuppressWarnings("unchecked")
    private Behavior<EntityMessage> onBroughtForward(EntityInternal.BroughtForward<?> done) {
        lastActive = System.nanoTime();
        queue.unpark((Candidate<C>) done.from(), (OldBase.Result<C>) done.result());
        return advance();
    }

    private Behavior<EntityMessage> onRelayGone(EntityInternal.RelayGone gone) {
        audience.leaveAll(gone.relay());
        return this;
    }

    private Behavior<EntityMessage> onTick() {
        long now = System.nanoTime();
        if (phase == Phase.WRITING
                && now - writingSince > services.object().writeTimeout().toNanos()) {
            fence();
            return this;
        }
        Duration patience = services.object().patience(audience.isEmpty());
        boolean idle = queue.isIdle() && now - lastActive > patience.toNanos();
        if (!idle || stopping) {
            return this;
        }
        if (audience.isEmpty() && (phase == Phase.AWAKE || phase == Phase.ASLEEP)) {
            flushListing();
            passivation.ask();
        } else if (phase == Phase.AWAKE) {
            flushListing();
            sleep();
        }
        return this;
    }

    private void flushListing() {
        memory.known().ifPresent(state -> listing.flush(runtime.kind(), state));
    }

    private Behavior<EntityMessage> onStop() {
        stopping = true;
        flushListing();
        passivation.begin();
        return advance();
    }

    private Behavior<EntityMessage> onPostStop() {
        Cut<C, E, S> cut = inFlight;
        if (cut != null) {
            cut.fail();
        }
        erasure.ended(false);
        queue.refuseAll(Refusal.Reason.UNAVAILABLE);
        queue.refuseRead(Refusal.Reason.UNAVAILABLE);
        audience.lose();
        return this;
    }
}
