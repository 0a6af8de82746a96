package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the stream of one object to the sessions of this node: what the object sends once goes to each of them, commits only to those
 * whom they concern. A session gets nothing before its {@link RelayEvent.Joined}; when the object's incarnation ends, all get
 * {@link RelayEvent.Lost}. Those who follow everything see for themselves when a version is missing; the others cannot, and are lost.
 */
final class ObjectRelay extends AbstractBehavior<ObjectRelay.Message> {
    /** What a relay receives from its node; events of the object come wrapped. */
    sealed interface Message extends NoSerializationVerificationNeeded {}

    record Attach(Join join, Interest interest, ActorRef<RelayEvent> session) implements Message {}

    record Detach(String session) implements Message {}

    record Close() implements Message {}

    private record FromObject(RelayEvent event) implements Message {}

    private record EntityGone(ActorRef<?> entity) implements Message {}

    /** Somebody may have been told nothing for long. */
    private record MoveDue() implements Message {}

    private static final Message MOVE_DUE = new MoveDue();
    private static final long UNKNOWN = -1;

    private final ObjectId id;
    private final Consumer<ObjectCommand> objects;
    private final ActorRef<RelayEvent> ear;
    private final TimerScheduler<Message> timers;
    private final Map<String, Follower> followers = new LinkedHashMap<>();

    // Of those who have joined: who follows everything, and who a part.
    private final Set<Follower> whole = new LinkedHashSet<>();
    private final PartFollowers parts;

    private @Nullable ActorRef<?> entity;
    private long last = UNKNOWN;

    static Behavior<Message> create(ObjectId id, Consumer<ObjectCommand> objects) {
        return create(id, objects, PartFollowers.Pace.OF_THE_PROTOCOL);
    }

    static Behavior<Message> create(ObjectId id, Consumer<ObjectCommand> objects, PartFollowers.Pace pace) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ObjectRelay(context, timers, id, objects, pace)));
    }

    private ObjectRelay(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ObjectId id,
            Consumer<ObjectCommand> objects,
            PartFollowers.Pace pace) {
        super(context);
        this.timers = timers;
        this.id = id;
        this.objects = objects;
        this.parts = new PartFollowers(id, pace);
        this.ear = context.messageAdapter(RelayEvent.class, FromObject::new);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromObject.class, this::onObject)
                .onMessage(Attach.class, this::onAttach)
                .onMessage(Detach.class, this::onDetach)
                .onMessage(EntityGone.class, this::onEntityGone)
                .onMessage(MoveDue.class, due -> onMoveDue())
                .onMessage(Close.class, close -> Behaviors.stopped())
                .build();
    }

    private Behavior<Message> onAttach(Attach attach) {
        String session = attach.join().session();
        Follower present = followers.get(session);
        if (present != null && present.interest().equals(attach.interest())) {
            present.speakTo(attach.session());
        } else {
            forget(session);
            followers.put(session, new Follower(attach.join().client(), attach.interest(), attach.session()));
        }
        objects.accept(new ObjectCommand.Subscribe(id, attach.join(), ear));
        return this;
    }

    private Behavior<Message> onDetach(Detach detach) {
        if (forget(detach.session())) {
            objects.accept(new ObjectCommand.Unsubscribe(id, detach.session(), ear));
        }
        return this;
    }

    private Behavior<Message> onObject(FromObject from) {
        RelayEvent event = from.event();
        if (event instanceof RelayEvent.Committed committed) {
            committed(committed);
        } else if (event instanceof RelayEvent.Joined<?, ?> joined) {
            joined(joined);
        } else if (event instanceof RelayEvent.JoinRefused refused) {
            tell(refused.session(), refused);
        } else if (event instanceof RelayEvent.Superseded superseded) {
            tell(superseded.session(), superseded);
            forget(superseded.session());
        } else if (event instanceof RelayEvent.PresenceChanged presence) {
            tellOthers(presence.session(), presence);
        } else if (event instanceof RelayEvent.Announced announced) {
            tellOthers(announced.session(), announced);
        } else if (event instanceof RelayEvent.Hosted hosted) {
            host(hosted.entity());
        } else if (event instanceof RelayEvent.Lost) {
            lose();
        }
        return this;
    }

    private void joined(RelayEvent.Joined<?, ?> joined) {
        long version = joined.state().version();
        last = Math.max(last, version);
        Follower follower = followers.get(joined.session());
        if (follower != null) {
            follower.joined(true);
            if (follower.interest().all()) {
                whole.add(follower);
            } else {
                parts.add(follower, version, System.nanoTime());
            }
            follower.tell(joined);
        }
    }

    private void committed(RelayEvent.Committed committed) {
        CommitGroup group = committed.group();
        if (last != UNKNOWN && group.first() > last + 1) {
            parts.lose(new RelayEvent.Lost(id));
        }
        last = Math.max(last, group.last());
        whole.forEach(follower -> follower.tell(committed));
        if (!parts.isEmpty()) {
            parts.committed(group, System.nanoTime());
            onMoveDue();
        }
    }

    private Behavior<Message> onMoveDue() {
        OptionalLong left = parts.move(System.nanoTime());
        if (left.isPresent() && !timers.isTimerActive(MOVE_DUE)) {
            timers.startSingleTimer(MOVE_DUE, MOVE_DUE, Duration.ofNanos(left.getAsLong()));
        }
        return this;
    }

    private void tell(String session, RelayEvent event) {
        Follower follower = followers.get(session);
        if (follower != null) {
            follower.tell(event);
        }
    }

    private boolean forget(String session) {
        Follower follower = followers.remove(session);
        if (follower != null) {
            whole.remove(follower);
            parts.remove(follower);
        }
        return follower != null;
    }

    private void tellOthers(String session, RelayEvent event) {
        followers.forEach((name, follower) -> {
            if (follower.isJoined() && !name.equals(session)) {
                follower.tell(event);
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
            follower.joined(false);
            whole.remove(follower);
            parts.remove(follower);
            follower.tell(lost);
        }
        last = UNKNOWN;
    }
}
