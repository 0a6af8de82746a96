package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All objects of the cluster, as this node sees them: each is somewhere exactly once, and a command finds it. */
public final class Objects implements Consumer<ObjectCommand> {
    private final ActorRef<EntityMessage> region;

    private Objects(ActorRef<EntityMessage> region) {
        this.region = region;
    }

    /** Starts sharding of objects of the given kinds on this node. */
    public static Objects start(ActorSystem<?> system, List<KindRuntime<?, ?, ?>> kinds, ObjectServices services) {
        Map<String, KindRuntime<?, ?, ?>> byName = kinds.stream()
                .collect(Collectors.toUnmodifiableMap(k -> k.kind().name(), Function.identity()));
        RemoteKinds.get(system).know(kinds);
        Extractor extractor = new Extractor(services.object().shards());
        ActorRef<EntityMessage> region = ClusterSharding.get(system)
                .init(Entity.of(ObjectEntity.TYPE_KEY, context -> {
                            ObjectId id = ObjectId.ofPersistenceId(context.getEntityId());
                            KindRuntime<?, ?, ?> kind = byName.get(id.kind());
                            return kind == null ? stranger() : entity(id, kind, services, context.getShard());
                        })
                        .withStopMessage(new EntityInternal.Stop())
                        .withMessageExtractor(extractor));
        return new Objects(region);
    }

    /** Whoever asks for a kind that this release does not have is told so, and the neighbours in the shard do not notice. */
    private static Behavior<EntityMessage> stranger() {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof ObjectCommand command) {
                Replies.refuse(command, Refusal.of(Refusal.Reason.NOT_FOUND, "There is no such kind of object here."));
            }
            return Behaviors.stopped();
        });
    }

    private static <C, E, S> Behavior<EntityMessage> entity(
            ObjectId id,
            KindRuntime<C, E, S> kind,
            ObjectServices services,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        return ObjectEntity.create(id, kind, services, shard);
    }

    /** Sends a command to its object, wherever that is; it may be lost with a node. */
    @Override
    public void accept(ObjectCommand command) {
        region.tell(command);
    }

    /** The same as a reference, to be asked. */
    public ActorRef<ObjectCommand> ref() {
        return region.narrow();
    }

    private static final class Extractor extends ShardingMessageExtractor<EntityMessage, EntityMessage> {
        private final int shards;

        Extractor(int shards) {
            this.shards = shards;
        }

        @Override
        public String entityId(EntityMessage message) {
            return message instanceof ObjectCommand command ? command.id().persistenceId() : "";
        }

        @Override
        public String shardId(String entityId) {
            return Integer.toString(Math.floorMod(entityId.hashCode(), shards));
        }

        @Override
        public EntityMessage unwrapMessage(EntityMessage message) {
            return message;
        }
    }
}
