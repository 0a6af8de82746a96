package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;

/**
 * The way out of memory for an entity that nobody needs. Sharding may lose the message that stops it, so the entity stops by its own
 * timer where that does not come in time.
 */
final class Passivation {
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final ActorRef<EntityMessage> entity;
    private final TimerScheduler<EntityMessage> timers;
    private final Duration patience;

    Passivation(
            ActorRef<ClusterSharding.ShardCommand> shard,
            ActorRef<EntityMessage> entity,
            TimerScheduler<EntityMessage> timers,
            Duration patience) {
        this.shard = shard;
        this.entity = entity;
        this.timers = timers;
        this.patience = patience;
    }

    /** Asks sharding to stop the entity, as often as it is called. */
    void ask() {
        shard.tell(new ClusterSharding.Passivate<>(entity));
        if (!timers.isTimerActive(new EntityInternal.StopNow())) {
            begin();
        }
    }

    /** From now on the entity has so long to stop in order. */
    void begin() {
        timers.startSingleTimer(new EntityInternal.StopNow(), patience);
    }
}
