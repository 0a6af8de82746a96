package io.akkord.object;

import akka.actor.typed.ActorRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tells an entity when its next group has gathered long enough, once for each wait. */
final class GatheringTimer {
    private final ActorRef<EntityMessage> entity;
    private boolean running;

    GatheringTimer(ActorRef<EntityMessage> entity) {
        this.entity = entity;
    }

    /** {@link EntityInternal.Gathered} comes after {@code nanos}, unless one is on its way already. */
    void start(long nanos) {
        if (!running) {
            running = true;
            // The actors' own scheduler ticks every 10 ms.
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(() -> entity.tell(new EntityInternal.Gathered()));
        }
    }

    /** It has come. */
    void ended() {
        running = false;
    }
}
