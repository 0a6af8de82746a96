package io.akkord.namespace;

import io.akkord.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a namespace. Immutable; a reference is a snapshot.
 *
 * @param entries by key
 * @param due which are to be deleted when
 * @param size of all keys and values, in characters of JSON text
 * @param unstored how many values are only in memory
 * @param lost how many were, and are not any more
 */
public record Keys(Entries entries, DueQueue due, long size, int unstored, int lost) {
    public static final Keys EMPTY = new Keys(Entries.EMPTY, DueQueue.EMPTY, 0, 0, 0);

    /** Also what is lost. */
    public @Nullable Entry get(String key) {
        return entries.get(key);
    }

    public Keys with(String key, Entry entry) {
        return with(key, entries.get(key), entry);
    }

    Keys with(String key, @Nullable Entry old, Entry entry) {
        if (old == null) {
            return new Keys(
                    entries.with(key, entry, true),
                    due.with(key, entry.due()),
                    size + size(key, entry.value()),
                    unstored + unstored(entry),
                    lost + lost(entry));
        }
        boolean sameDue = old.due() == entry.due();
        return new Keys(
                entries.with(key, entry, false),
                sameDue ? due : due.without(key, old.due()).with(key, entry.due()),
                size - size(key, old.value()) + size(key, entry.value()),
                unstored - unstored(old) + unstored(entry),
                lost - lost(old) + lost(entry));
    }

    Keys without(String key) {
        Entry old = entries.get(key);
        return old == null
                ? this
                : new Keys(
                        entries.without(key),
                        due.without(key, old.due()),
                        size - size(key, old.value()),
                        unstored - unstored(old),
                        lost - lost(old));
    }

    static long size(String key, JsonValue value) {
        return key.length() + 4 + value.weight();
    }

    private static int unstored(Entry entry) {
        return entry.storing() == Storing.TRANSIENT ? 1 : 0;
    }

    private static int lost(Entry entry) {
        return entry.isLost() ? 1 : 0;
    }
}
