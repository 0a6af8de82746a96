package io.akkord.object;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The clients an object waits for and since when each of them has no session here. {@link EntityInternal.AbsenceDue} comes when the
 * first of them has been away for the grace time. Time spent asleep counts, time without a process does not: who was here when it
 * ended has the whole grace time to come back.
 */
final class Absences {
    private final TimerScheduler<EntityMessage> timers;
    private final long grace;
    private final Map<String, Long> since = new HashMap<>();
    private Set<String> awaited = Set.of();
    private long turn;

    Absences(TimerScheduler<EntityMessage> timers, Duration grace) {
        this.timers = timers;
        this.grace = grace.toNanos();
    }

    /** Notes who is awaited now and who of them is here. */
    void look(Set<String> expected, Audience audience, long now) {
        if (expected == awaited && audience.turn() == turn) {
            return;
        }
        awaited = expected;
        turn = audience.turn();
        boolean changed = since.keySet().removeIf(client -> !expected.contains(client) || audience.has(client));
        for (String client : expected) {
            if (!audience.has(client)) {
                changed |= since.putIfAbsent(client, now) == null;
            }
        }
        if (changed) {
            await(now);
        }
    }

    /** Notes who has come or gone while nothing else changed. */
    void look(Audience audience, long now) {
        look(awaited, audience, now);
    }

    /** Everybody lost the object and has to come back: the grace time begins anew for all. */
    void restart(Audience audience, long now) {
        since.clear();
        turn = -1;
        look(audience, now);
    }

    /** Somebody is away, and not yet for too long. */
    boolean isPending() {
        return !since.isEmpty();
    }

    /** Those away for the grace time. */
    Set<String> overdue(long now) {
        if (since.isEmpty()) {
            return Set.of();
        }
        Set<String> overdue = new LinkedHashSet<>();
        since.forEach((client, from) -> {
            if (now - from >= grace) {
                overdue.add(client);
            }
        });
        return overdue;
    }

    /** The object has done what there is to do about these; whoever of them is still awaited is awaited anew. */
    void settled(Set<String> clients) {
        if (!clients.isEmpty()) {
            since.keySet().removeAll(clients);
            turn = -1;
        }
    }

    /** Waits for the first whose grace time ends. */
    void await(long now) {
        timers.cancel(new EntityInternal.AbsenceDue());
        since.values().stream()
                .mapToLong(from -> Math.max(0, grace - (now - from)))
                .min()
                .ifPresent(left -> timers.startSingleTimer(
                        new EntityInternal.AbsenceDue(), Duration.ofNanos(left).plusMillis(1)));
    }
}
