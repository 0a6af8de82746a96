package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.akkord.journal.AlarmTable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Wakes objects whose alarm is due, at least once each, also those that slept while no node was up: the longest due first, a bounded
 * number at a time, the next when those are done. An object that does not settle its alarm is woken again, less and less often.
 */
public final class AlarmClock extends AbstractBehavior<AlarmClock.Message> {
    /** Its own messages. */
    public sealed interface Message extends NoSerializationVerificationNeeded {}

    private record Tick() implements Message {}

    /** Looks out of turn, because more may be due than could be woken at once. */
    private record Again() implements Message {}

    private record Due(List<AlarmTable.Alarm> alarms) implements Message {}

    private static final int PAGE = 1000;
    private static final int SOONER = 10;

    private final TimerScheduler<Message> timers;
    private final ObjectServices services;
    private final Consumer<ObjectCommand> objects;
    private final Wakings wakings;
    private boolean looking;

    public static Behavior<Message> create(ObjectServices services, Consumer<ObjectCommand> objects) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), services.object().alarmEvery());
            return new AlarmClock(context, timers, services, objects);
        }));
    }

    private AlarmClock(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ObjectServices services,
            Consumer<ObjectCommand> objects) {
        super(context);
        this.timers = timers;
        this.services = services;
        this.objects = objects;
        this.wakings = new Wakings(services.object().alarmEvery().toNanos());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> look())
                .onMessage(Again.class, again -> look())
                .onMessage(Due.class, this::onDue)
                .build();
    }

    private Behavior<Message> look() {
        if (!looking) {
            looking = true;
            getContext()
                    .pipeToSelf(
                            services.tables().dueAlarms(services.clock().getAsLong(), PAGE + wakings.size()),
                            (due, failure) -> new Due(due == null ? wakings.known() : due));
        }
        return this;
    }

    private Behavior<Message> onDue(Due due) {
        looking = false;
        wakings.among(due.alarms(), System.nanoTime()).forEach(id -> objects.accept(new ObjectCommand.Wake(id)));
        if (wakings.isBusy()) {
            timers.startSingleTimer(new Again(), services.object().alarmEvery().dividedBy(SOONER));
        }
        return this;
    }
}
