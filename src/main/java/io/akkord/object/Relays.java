package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The relays of this node: one per object that sessions of this node follow, for as long as they do. */
public final class Relays extends AbstractBehavior<Relays.Command> {
    /** What sessions ask. */
    public sealed interface Command extends NoSerializationVerificationNeeded {
        ObjectId id();
    }

    /**
     * Joins a session to an object, or joins it again; the stream comes to {@code session}.
     *
     * @param interest which commits concern it; the object does not know that
     */
    public record Attach(ObjectId id, Join join, Interest interest, ActorRef<RelayEvent> session) implements Command {
        public Attach(ObjectId id, Join join, ActorRef<RelayEvent> session) {
            this(id, join, Interest.ALL, session);
        }
    }

    /** Takes a session out of an object's stream. */
    public record Detach(ObjectId id, String session) implements Command {}

    private record Entry(ActorRef<ObjectRelay.Message> relay, Set<String> sessions) {}

    private final Consumer<ObjectCommand> objects;
    private final Map<ObjectId, Entry> relays = new HashMap<>();

    public static Behavior<Command> create(Consumer<ObjectCommand> objects) {
        return Behaviors.setup(context -> new Relays(context, objects));
    }

    private Relays(ActorContext<Command> context, Consumer<ObjectCommand> objects) {
        super(context);
        this.objects = objects;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Attach.class, this::onAttach)
                .onMessage(Detach.class, this::onDetach)
                .build();
    }

    private Behavior<Command> onAttach(Attach attach) {
        Entry entry = relays.computeIfAbsent(
                attach.id(),
                id -> new Entry(getContext().spawnAnonymous(ObjectRelay.create(id, objects)), new HashSet<>()));
        entry.sessions().add(attach.join().session());
        entry.relay().tell(new ObjectRelay.Attach(attach.join(), attach.interest(), attach.session()));
        return this;
    }

    private Behavior<Command> onDetach(Detach detach) {
        Entry entry = relays.get(detach.id());
        if (entry != null && entry.sessions().remove(detach.session())) {
            entry.relay().tell(new ObjectRelay.Detach(detach.session()));
            if (entry.sessions().isEmpty()) {
                relays.remove(detach.id());
                entry.relay().tell(new ObjectRelay.Close());
            }
        }
        return this;
    }
}
