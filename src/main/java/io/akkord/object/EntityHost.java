package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the turns of an entity and does for them what is beside them: greets new relays, sends submissions on old bases to the journal. */
final class EntityHost<C, E, S> implements Cut.Host<C> {
    private final ActorContext<EntityMessage> context;
    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private final Audience audience;
    private final OldBases<C, E, S> oldBases;
    private final Memory<E, S> memory;
    private final Supplier<Set<String>> overdue;
    private final ObjectTracing tracing;
    private final ObjectMonitor.Watch watch;

    /** @param overdue clients that were waited for too long */
    EntityHost(
            ActorContext<EntityMessage> context,
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            Audience audience,
            OldBases<C, E, S> oldBases,
            Memory<E, S> memory,
            Supplier<Set<String>> overdue,
            ObjectTracing tracing,
            ObjectMonitor.Watch watch) {
        this.context = context;
        this.id = id;
        this.runtime = runtime;
        this.services = services;
        this.oldBases = oldBases;
        this.audience = audience;
        this.memory = memory;
        this.overdue = overdue;
        this.tracing = tracing;
        this.watch = watch;
    }

    /** A turn over the confirmed state. */
    Cut<C, E, S> cut() {
        return new Cut<>(
                id,
                runtime,
                memory.state(),
                memory.window(),
                audience,
                this,
                services.clock().getAsLong());
    }

    @Override
    public void welcome(ActorRef<RelayEvent> relay) {
        context.watchWith(relay, new EntityInternal.RelayGone(relay));
        relay.tell(new RelayEvent.Hosted(id, context.getSelf()));
    }

    @Override
    public ObjectTracing tracing() {
        return tracing;
    }

    @Override
    public ObjectMonitor.Watch watch() {
        return watch;
    }

    @Override
    public Set<String> overdue() {
        return overdue.get();
    }

    @Override
    public void bringForward(Candidate<C> candidate) {
        if (!oldBases.bringForward(candidate)) {
            Replies.refuse(candidate.submit(), Refusal.Reason.OVERLOADED);
        }
    }
}
