package io.akkord.object;

import io.akkord.journal.AlarmTable;
import io.akkord.kind.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the objects whose alarms are due are woken now. One that was woken is left alone until its alarm is settled; when that takes
 * too long it is woken again after twice the time, and again, up to a bound, and does not keep others waiting meanwhile.
 */
final class Wakings {
    /** Objects on their way to settle their first waking. */
    private static final int AT_ONCE = 500;

    private static final int LONGEST_PAUSE = 4;

    private record Woken(long due, int times, long again) {}

    private final long pause;
    private final Map<ObjectId, Woken> woken = new HashMap<>();
    private boolean busy;

    /** @param pause nanoseconds before an object is woken a second time */
    Wakings(long pause) {
        this.pause = pause;
    }

    /** Objects that were woken and have not settled their alarm. */
    int size() {
        return woken.size();
    }

    /** Their alarms, where it cannot be told which are settled. */
    List<AlarmTable.Alarm> known() {
        return woken.entrySet().stream()
                .map(e -> new AlarmTable.Alarm(e.getKey(), e.getValue().due()))
                .toList();
    }

    /** Whether more can soon be woken that are due already. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Those to be woken now.
     *
     * @param due every object that is due, or the longest due: more of them than {@link #size}, if there are more
     */
    List<ObjectId> among(List<AlarmTable.Alarm> due, long now) {
        Map<ObjectId, Woken> still = new HashMap<>();
        List<AlarmTable.Alarm> fresh = new ArrayList<>();
        List<ObjectId> wake = new ArrayList<>();
        for (AlarmTable.Alarm alarm : due) {
            Woken earlier = woken.get(alarm.id());
            if (earlier == null || earlier.due() != alarm.due()) {
                fresh.add(alarm);
            } else if (now - earlier.again() < 0 || wake.size() >= AT_ONCE) {
                still.put(alarm.id(), earlier);
            } else {
                wake.add(alarm.id());
                long longer = pause * Math.min(LONGEST_PAUSE, 1L << Math.min(earlier.times(), 10));
                still.put(alarm.id(), new Woken(alarm.due(), earlier.times() + 1, now + longer));
            }
        }
        long onTheWay = still.values().stream().filter(w -> w.times() == 1).count();
        long room = Math.max(0, AT_ONCE - onTheWay);
        for (AlarmTable.Alarm alarm : fresh.subList(0, (int) Math.min(room, fresh.size()))) {
            wake.add(alarm.id());
            still.put(alarm.id(), new Woken(alarm.due(), 1, now + pause));
        }
        woken.clear();
        woken.putAll(still);
        busy = fresh.size() > room;
        return wake;
    }
}
