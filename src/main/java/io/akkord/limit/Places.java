package io.akkord.limit;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Places for what takes up much memory: so many at once, the others in the order in which they came. No group has more than half of the
 * places, so that it cannot keep all others waiting. Thread-safe.
 *
 * @param <K> who takes a place
 */
public final class Places<K> {
    private final int most;
    private final int mostOfOne;
    private final Consumer<K> allowed;
    private final Map<K, String> under = new HashMap<>();
    private final Map<K, String> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** @param allowed tells one who waited that it has a place; must return at once */
    public Places(int most, Consumer<K> allowed) {
        this.most = most;
        this.mostOfOne = (most + 1) / 2;
        this.allowed = allowed;
    }

    /**
     * Whether there is a place now, or was before; otherwise it is told when there is.
     *
     * @param group whose it is; empty for one that is in no group
     */
    public synchronized boolean enter(K who, String group) {
        if (under.containsKey(who)) {
            return true;
        }
        if (hasPlace(group)) {
            take(who, group);
            return true;
        }
        waiting.put(who, group);
        return false;
    }

    private boolean hasPlace(String group) {
        return under.size() < most && (group.isEmpty() || places.getOrDefault(group, 0) < mostOfOne);
    }

    private void take(K who, String group) {
        under.put(who, group);
        places.merge(group, 1, Integer::sum);
    }

    /** It needs its place no more, or does not wait for one any more. */
    public synchronized void leave(K who) {
        waiting.remove(who);
        String left = under.remove(who);
        if (left == null) {
            return;
        }
        places.computeIfPresent(left, (group, n) -> n == 1 ? null : n - 1);
        Iterator<Map.Entry<K, String>> all = waiting.entrySet().iterator();
        while (under.size() < most && all.hasNext()) {
            Map.Entry<K, String> next = all.next();
            if (hasPlace(next.getValue())) {
                all.remove();
                take(next.getKey(), next.getValue());
                allowed.accept(next.getKey());
            }
        }
    }
}
