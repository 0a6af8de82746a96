package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.akkord.kind.ObjectId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the stream of one object to the sessions of this node: what the object sends once goes to each of them. A session gets
 * nothing before its {@link RelayEvent.Joined}; when the object's incarnation ends, all get {@link RelayEvent.Lost}.
 */
final class ObjectRelay extends AbstractBehavior<ObjectRelay.Message> {
    /** What a relay receives from its node; events of the object come wrapped. */
    sealed interface Message extends NoSerializationVerificationNeeded {}

    record Attach(Join join, ActorRef<RelayEvent> session) implements Message {}

    record Detach(String session) implements Message {}

    record Close() implements Message {}

    private record FromObject(RelayEvent event) implements Message {}

    private record EntityGone(ActorRef<?> entity) implements Message {}

    private static final class Follower {
        private ActorRef<RelayEvent> session;
        private boolean joined;

        Follower(ActorRef<RelayEvent> session) {
            this.session = session;
        }
    }

    private final ObjectId id;
    private final Consumer<ObjectCommand> objects;
    private final ActorRef<RelayEvent> ear;
    private final Map<String, Follower> followers = new LinkedHashMap<>();
    private @Nullable ActorRef<?> entity;

    static Behavior<Message> create(ObjectId id, Consumer<ObjectCommand> objects) {
        return Behaviors.setup(context -> new ObjectRelay(context, id, objects));
    }

    private ObjectRelay(ActorContext<Message> context, ObjectId id, Consumer<ObjectCommand> objects) {
        super(context);
        this.id = id;
        this.objects = objects;
        this.ear = context.messageAdapter(RelayEvent.class, FromObject::new);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromObject.class, this::onObject)
                .onMessage(Attach.class, this::onAttach)
                .onMessage(Detach.class, this::onDetach)
                .onMessage(EntityGone.class, this::onEntityGone)
                .onMessage(Close.class, close -> Behaviors.stopped())
                .build();
    }

    private Behavior<Message> onAttach(Attach attach) {
        String session = attach.join().session();
        Follower follower = followers.get(session);
        if (follower == null) {
            followers.put(session, new Follower(attach.session()));
        } else {
            follower.session = attach.session();
        }
        objects.accept(new ObjectCommand.Subscribe(id, attach.join(), ear));
        return this;
    }

    private Behavior<Message> onDetach(Detach detach) {
        if (followers.remove(detach.session()) != null) {
            objects.accept(new ObjectCommand.Unsubscribe(id, detach.session(), ear));
        }
        return this;
    }

    private Behavior<Message> onObject(FromObject from) {
        RelayEvent event = from.event();
        if (event instanceof RelayEvent.Joined<?, ?> joined) {
            Follower follower = followers.get(joined.session());
            if (follower != null) {
                follower.joined = true;
                follower.session.tell(joined);
            }
        } else if (event instanceof RelayEvent.JoinRefused refused) {
            tell(refused.session(), refused);
        } else if (event instanceof RelayEvent.Superseded superseded) {
            tell(superseded.session(), superseded);
            followers.remove(superseded.session());
        } else if (event instanceof RelayEvent.PresenceChanged presence) {
            tellOthers(presence.session(), presence);
        } else if (event instanceof RelayEvent.Announced announced) {
            tellOthers(announced.session(), announced);
        } else if (event instanceof RelayEvent.Hosted hosted) {
            host(hosted.entity());
        } else if (event instanceof RelayEvent.Lost) {
            lose();
        } else {
            tellOthers("", event);
        }
        return this;
    }

    private void tell(String session, RelayEvent event) {
        Follower follower = followers.get(session);
        if (follower != null) {
            follower.session.tell(event);
        }
    }

    private void tellOthers(String session, RelayEvent event) {
        followers.forEach((name, follower) -> {
            if (follower.joined && !name.equals(session)) {
                follower.session.tell(event);
            }
        });
    }

    private void host(ActorRef<?> incarnation) {
        if (!incarnation.equals(entity)) {
            if (entity != null) {
                getContext().unwatch(entity);
                lose();
            }
            entity = incarnation;
            getContext().watchWith(incarnation, new EntityGone(incarnation));
        }
    }

    private Behavior<Message> onEntityGone(EntityGone gone) {
        if (gone.entity().equals(entity)) {
            entity = null;
            lose();
        }
        return this;
    }

    /** All sessions have to join again, also those whose join is under way: it may have gone with the object. */
    private void lose() {
        RelayEvent lost = new RelayEvent.Lost(id);
        for (Follower follower : followers.values()) {
            follower.joined = false;
            follower.session.tell(lost);
        }
    }
}
