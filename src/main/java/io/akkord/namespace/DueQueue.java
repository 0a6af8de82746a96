package io.akkord.namespace;

import io.akkord.json.KeyTree;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keys in the order in which their time comes. Immutable; each change O(log n).
 *
 * <p>A tree of texts: the time in four code units, the highest first, with the key behind it, so that they sort by time and then key.
 */
public final class DueQueue {
    static final DueQueue EMPTY = new DueQueue(KeyTree.empty());

    private static final int UNITS = 4;

    private final KeyTree<Boolean> queue;

    private DueQueue(KeyTree<Boolean> queue) {
        this.queue = queue;
    }

    DueQueue with(String key, long due) {
        return due == Entry.NEVER ? this : new DueQueue(queue.with(place(key, due), true));
    }

    DueQueue without(String key, long due) {
        return due == Entry.NEVER ? this : new DueQueue(queue.without(place(key, due)));
    }

    private static String place(String key, long due) {
        char[] time = {(char) (due >>> 48), (char) (due >>> 32), (char) (due >>> 16), (char) due};
        return new String(time) + key;
    }

    private static long due(String place) {
        long due = 0;
        for (int i = 0; i < UNITS; i++) {
            due = due << 16 | place.charAt(i);
        }
        return due;
    }

    /** When the next key is due. */
    OptionalLong next() {
        for (String place : queue.entries().keySet()) {
            return OptionalLong.of(due(place));
        }
        return OptionalLong.empty();
    }

    /** The first keys whose time has come, in key order. */
    List<String> due(long now, int limit) {
        List<String> keys = new ArrayList<>();
        for (String place : queue.entries().keySet()) {
            if (keys.size() == limit || due(place) > now) {
                break;
            }
            keys.add(place.substring(UNITS));
        }
        keys.sort(null);
        return keys;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DueQueue that && queue.equals(that.queue);
    }

    @Override
    public int hashCode() {
        return queue.hashCode();
    }
}
