package io.akkord.object;

import akka.Done;
import akka.actor.typed.javadsl.TimerScheduler;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What an object does by itself and when: its alarms, and what follows when clients that it waits for stay away. */
final class Duties<C, E, S> {
    private final ObjectKind<C, E, S> kind;
    private final ObjectServices services;
    private final Audience audience;
    private final AlarmNote alarm;
    private final Absences absences;

    Duties(
            ObjectId id,
            ObjectKind<C, E, S> kind,
            ObjectServices services,
            Audience audience,
            TimerScheduler<EntityMessage> timers) {
        this.kind = kind;
        this.services = services;
        this.audience = audience;
        this.alarm = new AlarmNote(id, services);
        this.absences = new Absences(timers, services.object().absenceGrace());
    }

    /** The row to write before a commit that leads to {@code next}; empty where it stands. */
    Optional<CompletionStage<Done>> needed(S next) {
        return alarm.needed(kind.nextAlarm(next), awaits(next));
    }

    private boolean awaits(S value) {
        return !kind.awaited(value).isEmpty();
    }

    /** Notes which of the clients that the confirmed state waits for are here. */
    void look(S value) {
        absences.look(kind.awaited(value), audience, System.nanoTime());
    }

    /** Notes that somebody may have left. */
    void look() {
        absences.look(audience, System.nanoTime());
    }

    /** A turn is over and durable; what woke the object is settled once nothing of it is due any more. */
    void done(Cut<C, E, S> cut, S value) {
        absences.settled(cut.missed());
        look(value);
        if (cut.woken()) {
            OptionalLong next = kind.nextAlarm(value);
            boolean more =
                    next.isPresent() && next.getAsLong() <= services.clock().getAsLong();
            if (cut.group().isEmpty() || !more) {
                alarm.settle(next, awaits(value));
            }
        }
    }

    /** Nothing is known of the object's rows. */
    void doubt() {
        alarm.failed();
    }

    /** Everybody lost the object, and whoever is awaited has to come back. */
    void restart() {
        alarm.failed();
        absences.restart(audience, System.nanoTime());
    }

    /** The object goes to sleep in front of its sessions. */
    void sleeps(S value) {
        alarm.sleeps(kind.nextAlarm(value), awaits(value));
    }

    /** An object asleep in front of its sessions was woken for nothing, and that is settled; false where it has to wake. */
    boolean settleAsleep() {
        return overdue().isEmpty() && alarm.settleAsleep();
    }

    /** Clients that were waited for too long. */
    Set<String> overdue() {
        return absences.overdue(System.nanoTime());
    }

    /** Whether there is something to do now, that {@link EntityInternal.AbsenceDue} told of; else it comes again in time. */
    boolean isDue() {
        boolean due = !overdue().isEmpty();
        if (!due) {
            absences.await(System.nanoTime());
        }
        return due;
    }

    /** Whether somebody who is waited for is away. */
    boolean isWaiting() {
        return absences.isPending();
    }
}
