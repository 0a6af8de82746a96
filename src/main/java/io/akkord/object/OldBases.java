package io.akkord.object;

import akka.actor.typed.javadsl.ActorContext;
import io.akkord.kind.ObjectId;

/** Sends an object's submissions on old bases to the journal, as many at once as may be. */
final class OldBases<C, E, S> {
    private final ActorContext<EntityMessage> context;
    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private final RequestQueue<C> queue;
    private final Memory<E, S> memory;

    OldBases(
            ActorContext<EntityMessage> context,
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            RequestQueue<C> queue,
            Memory<E, S> memory) {
        this.context = context;
        this.id = id;
        this.runtime = runtime;
        this.services = services;
        this.queue = queue;
        this.memory = memory;
    }

    /**
     * Has a candidate brought forward to the confirmed version; {@link EntityInternal.BroughtForward} follows. False where its client, or
     * the object, reads too much already.
     */
    boolean bringForward(Candidate<C> candidate) {
        long to = memory.version();
        if (!queue.park(candidate, services.clock().getAsLong(), to)) {
            return false;
        }
        context.pipeToSelf(
                OldBase.bringForward(runtime, services.history(), id, candidate, to, context.getExecutionContext()),
                (result, failure) -> new EntityInternal.BroughtForward<>(
                        candidate, result == null ? OldBase.<C>unavailable() : result));
        return true;
    }
}
