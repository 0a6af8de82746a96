package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Wakes objects whose alarm is due, at least once each, also those that slept while no node was up. An object that does not settle
 * its alarm is woken again at the next turn.
 */
public final class AlarmClock extends AbstractBehavior<AlarmClock.Message> {
    /** Its own messages. */
    public sealed interface Message extends NoSerializationVerificationNeeded {}

    private record Tick() implements Message {}

    private record Due(List<ObjectId> objects) implements Message {}

    private static final int AT_ONCE = 1000;

    private final ObjectServices services;
    private final Consumer<ObjectCommand> objects;
    private boolean looking;

    public static Behavior<Message> create(ObjectServices services, Consumer<ObjectCommand> objects) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), services.object().alarmEvery());
            return new AlarmClock(context, services, objects);
        }));
    }

    private AlarmClock(ActorContext<Message> context, ObjectServices services, Consumer<ObjectCommand> objects) {
        super(context);
        this.services = services;
        this.objects = objects;
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Due.class, this::onDue)
                .build();
    }

    private Behavior<Message> onTick() {
        if (!looking) {
            looking = true;
            getContext()
                    .pipeToSelf(
                            services.tables().dueAlarms(services.clock().getAsLong(), AT_ONCE),
                            (due, failure) -> new Due(due == null ? List.of() : due));
        }
        return this;
    }

    private Behavior<Message> onDue(Due due) {
        looking = false;
        due.objects().forEach(id -> objects.accept(new ObjectCommand.Wake(id)));
        return this;
    }
}
