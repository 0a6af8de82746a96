package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What an entity does for its cuts and beside them: it greets new relays and sends submissions on old bases to the journal. */
final class EntityHost<C, E, S> implements Cut.Host<C> {
    private final ActorContext<EntityMessage> context;
    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private final RequestQueue<C> queue;
    private final LongSupplier confirmed;
    private final Supplier<Set<String>> overdue;

    /**
     * @param confirmed the last version that is known to be durable
     * @param overdue clients that were waited for too long
     */
    EntityHost(
            ActorContext<EntityMessage> context,
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            RequestQueue<C> queue,
            LongSupplier confirmed,
            Supplier<Set<String>> overdue) {
        this.context = context;
        this.id = id;
        this.runtime = runtime;
        this.services = services;
        this.queue = queue;
        this.confirmed = confirmed;
        this.overdue = overdue;
    }

    @Override
    public void welcome(ActorRef<RelayEvent> relay) {
        context.watchWith(relay, new EntityInternal.RelayGone(relay));
        relay.tell(new RelayEvent.Hosted(id, context.getSelf()));
    }

    @Override
    public Set<String> overdue() {
        return overdue.get();
    }

    @Override
    public void bringForward(Candidate<C> candidate) {
        long to = confirmed.getAsLong();
        if (!queue.park(candidate, services.clock().getAsLong(), to)) {
            Replies.refuse(candidate.submit(), Refusal.Reason.OVERLOADED);
            return;
        }
        context.pipeToSelf(
                OldBase.bringForward(runtime, services.history(), id, candidate, to, context.getExecutionContext()),
                (result, failure) -> new EntityInternal.BroughtForward<>(
                        candidate, result == null ? OldBase.<C>unavailable() : result));
    }
}
