package io.akkord.system;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What happens to each journal write of an object, in order; seeded. The journal is made by reflection, so schedules are static. */
final class FaultSchedule {
    static final long BREAKER_MILLIS = 200;
    static final long LATE_MILLIS = 350;

    enum Fault {
        NONE,
        FAIL_BEFORE_COMMIT,
        COMMIT_AND_LOSE_THE_ANSWER,
        ANSWER_AFTER_THE_BREAKER,
        FAIL_AFTER_THE_BREAKER
    }

    private static final Map<String, Deque<Fault>> SCHEDULES = new ConcurrentHashMap<>();
    private static final Map<Fault, AtomicLong> HAPPENED = new EnumMap<>(Fault.class);

    static {
        for (Fault fault : Fault.values()) {
            HAPPENED.put(fault, new AtomicLong());
        }
    }

    private FaultSchedule() {}

    /** Two to five faults among the first dozen writes of the room, never the same for two seeds in a row. */
    static void plan(String room, long seed) {
        Random random = new Random(seed);
        Fault[] faults = Fault.values();
        Deque<Fault> schedule = new ArrayDeque<>();
        for (int left = 2 + random.nextInt(4); left > 0; left--) {
            for (int honest = random.nextInt(3); honest > 0; honest--) {
                schedule.add(Fault.NONE);
            }
            schedule.add(faults[1 + random.nextInt(faults.length - 1)]);
        }
        SCHEDULES.put("rooms|-|" + room, schedule);
    }

    static Fault next(String persistenceId) {
        Deque<Fault> schedule = SCHEDULES.get(persistenceId);
        Fault fault = Fault.NONE;
        if (schedule != null) {
            synchronized (schedule) {
                fault = schedule.isEmpty() ? Fault.NONE : schedule.poll();
            }
        }
        HAPPENED.get(fault).incrementAndGet();
        return fault;
    }

    /** Whether all that was planned for the room has happened. */
    static boolean isOver(String room) {
        Deque<Fault> schedule = SCHEDULES.get("rooms|-|" + room);
        synchronized (schedule) {
            return schedule.isEmpty();
        }
    }

    static long happened(Fault fault) {
        return HAPPENED.get(fault).get();
    }
}
