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

    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private final Passivation passivation;
    private final Audience audience;
    private final Inbox<C, E, S> inbox;
    private final Listing listing;
    private final EntityHost<C, E, S> host;
    private final Opening<C, E, S> opening;
    private final Duties<C, E, S> duties;
    private final JournalChild<C, E, S> journal;
    private final Memory<E, S> memory;
    private final Erasure<C, E, S> erasure;
    private final ObjectTracing tracing;
    private final ObjectMonitor.Watch watch;

    private Phase phase = Phase.ASLEEP;
    private @Nullable Cut<C, E, S> inFlight;
    private long ticket;
    private long writingSince;
    private long journalSince;
    private long recoveringSince;
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
        this.runtime = runtime.of(id);
        this.services = services;
        this.passivation = new Passivation(
                shard, context.getSelf(), timers, services.object().stopTimeout());
        this.audience = new Audience(id, services.object().absenceGrace());
        this.listing = new Listing(id, services);
        this.opening = new Opening<>(id, this.runtime.kind());
        this.duties = new Duties<>(id, this.runtime.kind(), services, audience, timers);
        this.memory = new Memory<>(services.object());
        this.inbox = new Inbox<>(context, id, this.runtime, services, memory);
        this.tracing = services.tracing().object(id);
        this.erasure = new Erasure<>(context, this.runtime, services.tables());
        this.watch = services.monitor().watch(id);
        this.host = new EntityHost<>(
                context,
                id,
                this.runtime,
                services,
                audience,
                inbox.oldBases(),
                memory,
                duties::overdue,
                tracing,
                watch);
        this.journal = new JournalChild<>(context, id, this.runtime, services);
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
                .onMessage(ObjectCommand.Wake.class, this::onWake)
                .onMessage(ObjectCommand.Present.class, this::onPresent)
                .onMessage(ObjectCommand.Announce.class, this::onAnnounce)
                .onMessage(EntityInternal.Recovered.class, this::onRecovered)
                .onMessage(EntityInternal.Written.class, this::onWritten)
                .onMessage(EntityInternal.TablesUpdated.class, this::onTablesUpdated)
                .onMessage(EntityInternal.JournalGone.class, this::onJournalGone)
                .onMessage(EntityInternal.Erased.class, this::onErased)
                .onMessage(EntityInternal.BroughtForward.class, this::onBroughtForward)
                .onMessage(EntityInternal.Intercepted.class, this::onIntercepted)
                .onMessage(EntityInternal.AbsenceDue.class, due -> onAbsenceDue())
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
        if (request instanceof ObjectCommand.Submit<?> || request instanceof ObjectCommand.Purge<?>) {
            watch.submitted();
        } else {
            watch.read();
        }
        if (Trace.isFollowed(request.trace())) {
            tracing.arrived(request.trace());
        }
        inbox.offer(request, lastActive);
        return advance();
    }

    private Behavior<EntityMessage> onUnsubscribe(ObjectCommand.Unsubscribe leave) {
        if (!inbox.follow(leave)) {
            audience.leave(leave.session(), leave.relay());
            duties.look();
        }
        return advance();
    }

    /** Keeps nobody awake who has nothing to do; one asleep in front of its sessions need not read its journal to say so. */
    private Behavior<EntityMessage> onWake(ObjectCommand.Wake wake) {
        watch.alarmed();
        boolean rests = phase == Phase.ASLEEP && memory.isSure() && !inbox.wakes();
        if (!(rests && duties.settleAsleep())) {
            inbox.offer(wake, System.nanoTime());
        }
        return advance();
    }

    private Behavior<EntityMessage> onPresent(ObjectCommand.Present present) {
        watch.presented();
        audience.present(present.session(), present.data(), present.version());
        return this;
    }

    private Behavior<EntityMessage> onAnnounce(ObjectCommand.Announce announce) {
        watch.announced();
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
            phase = Phase.AWAKE;
            watch.recovered(System.nanoTime() - recoveringSince);
            opening.begin(state.value());
            if (opening.refusal().isEmpty()) {
                memory.recovered(state);
                inbox.awake();
                duties.look(state.value());
            }
        }
        return advance();
    }

    private Behavior<EntityMessage> onIntercepted(EntityInternal.Intercepted<?> answer) {
        inbox.intercepted(answer, System.nanoTime());
        return advance();
    }

    private Behavior<EntityMessage> onAbsenceDue() {
        if (duties.isDue()) {
            inbox.offer(new ObjectCommand.Wake(id), System.nanoTime());
        }
        return advance();
    }

    /** Goes on as far as it can without waiting: wakes, cuts a group, or stops. */
    private Behavior<EntityMessage> advance() {
        if (phase == Phase.ASLEEP && inbox.wakes()) {
            phase = Phase.RECOVERING;
            recoveringSince = System.nanoTime();
            journal.start();
        }
        while (phase == Phase.AWAKE
                && opening.refusal().isEmpty()
                && (opening.isUnderWay() || inbox.isReady(stopping, System.nanoTime()))) {
            cut();
        }
        if (phase == Phase.AWAKE) {
            opening.refusal().ifPresent(inbox::refuseAll);
        }
        boolean resting = phase == Phase.ASLEEP || phase == Phase.AWAKE;
        return stopping && resting && inbox.isIdle() ? Behaviors.stopped() : this;
    }

    private Behavior<EntityMessage> onGathered() {
        inbox.gathered();
        return advance();
    }

    private void cut() {
        watch.turn(inbox.queue().size());
        Cut<C, E, S> cut = host.cut();
        if (!opening.isUnderWay()) {
            inFlight = cut;
            inbox.fill(cut);
        } else if (!opening.fill(cut.group(), services.object())) {
            return;
        }
        inFlight = cut;
        if (cut.group().isEmpty()) {
            cut.release();
            inFlight = null;
            duties.done(cut, memory.state().value());
            erase(cut);
            return;
        }
        phase = Phase.WRITING;
        writingSince = System.nanoTime();
        journalSince = writingSince;
        ticket++;
        var noted = duties.needed(cut.group().head().value());
        if (noted.isPresent()) {
            awaitTables(noted.get());
        } else {
            write(cut);
        }
    }

    private void write(Cut<C, E, S> cut) {
        tracing.writes(cut.followed(), cut.group().events().size(), cut.group().bytes());
        journal.write(ticket, cut.group().events(), cut.trace());
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
            journalSince = System.nanoTime();
            write(cut);
        } else if (opening.isUnderWay()) {
            fence();
        } else {
            duties.doubt();
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
        tracing.written();
        watch.written(cut.group().events().size(), System.nanoTime() - journalSince);
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
        watch.released(cut.group().events().size(), audience.size(), lastActive - writingSince);
        inbox.released(cut.group().clients(), lastActive);
        listing.touch(runtime.kind(), state, lastActive);
        listing.keep(runtime.codec(), state, cut.group().events().size());
        duties.done(cut, state.value());
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
        if (phase != Phase.CLOSING) {
            fence();
        }
        journal.gone();
        phase = erasure.run() ? Phase.ERASING : Phase.ASLEEP;
        return advance();
    }

    private Behavior<EntityMessage> onErased(EntityInternal.Erased erased) {
        erasure.ended(erased.ok());
        duties.doubt();
        phase = Phase.ASLEEP;
        return advance();
    }

    /** Drops everything that may not be what the journal says. */
    private void fence() {
        drop();
        watch.fenced();
        ticket++;
        duties.restart();
        memory.doubt();
        sleep();
    }

    private void drop() {
        Cut<C, E, S> cut = inFlight;
        inFlight = null;
        if (cut != null) {
            cut.fail();
        }
        inbox.refuseAll(Replies.UNAVAILABLE);
        tracing.lost();
        audience.lose();
    }

    /** Lets the memory go; {@link #onJournalGone} follows. */
    private void sleep() {
        memory.forget();
        watch.slept();
        phase = Phase.CLOSING;
        journal.stop();
    }

    @SuppressWarnings("unchecked")
    private Behavior<EntityMessage> onBroughtForward(EntityInternal.BroughtForward<?> done) {
        lastActive = System.nanoTime();
        inbox.broughtForward((Candidate<C>) done.from(), (OldBase.Result<C>) done.result());
        return advance();
    }

    private Behavior<EntityMessage> onRelayGone(EntityInternal.RelayGone gone) {
        audience.leaveAll(gone.relay());
        duties.look();
        return this;
    }

    private Behavior<EntityMessage> onTick() {
        long now = System.nanoTime();
        if (phase == Phase.WRITING
                && now - writingSince > services.object().writeTimeout().toNanos()) {
            fence();
            return this;
        }
        Duration patience = services.object().patience(audience.isEmpty(), holdsUnstored());
        boolean idle = inbox.isIdle() && now - lastActive > patience.toNanos();
        if (!idle || stopping) {
            return this;
        }
        if (audience.isEmpty() && (phase == Phase.AWAKE || phase == Phase.ASLEEP)) {
            if (!duties.isWaiting()) {
                flushListing();
                passivation.ask();
            }
        } else if (phase == Phase.AWAKE) {
            memory.known().ifPresent(state -> hibernate(state.value()));
        }
        return this;
    }

    private boolean holdsUnstored() {
        return memory.known()
                .filter(state -> runtime.kind().holdsUnstored(state.value()))
                .isPresent();
    }

    /** Lets the memory go while the sessions stay, unless it knows what no journal could bring back. */
    private void hibernate(S state) {
        if (!runtime.kind().holdsUnstored(state)) {
            duties.sleeps(state);
            flushListing();
            sleep();
        }
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
        erasure.ended(false);
        watch.stopped();
        drop();
        inbox.queue().refuseRead(Refusal.Reason.UNAVAILABLE);
        return this;
    }
}
