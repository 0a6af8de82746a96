package io.akkord.namespace;

import io.akkord.json.KeyTree;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The MFEs of a namespace. Immutable.
 *
 * @param entries by id
 * @param owners clients of ephemeral ones
 * @param size of all ids and values, in characters of JSON text
 */
public record Registry(KeyTree<Mfe> entries, Set<String> owners, long size) {
    public static final Registry EMPTY = new Registry(KeyTree.empty(), Set.of(), 0);

    public @Nullable Mfe get(String id) {
        return entries.get(id);
    }

    public Registry with(String id, Mfe mfe) {
        Mfe old = entries.get(id);
        return of(entries.with(id, mfe), old, mfe, size - size(id, old) + size(id, mfe));
    }

    Registry without(String id) {
        Mfe old = entries.get(id);
        return old == null ? this : of(entries.without(id), old, null, size - size(id, old));
    }

    /** The owners are gathered anew only where one came or went. */
    private Registry of(KeyTree<Mfe> changed, @Nullable Mfe old, @Nullable Mfe now, long changedSize) {
        String before = old == null ? "" : old.owner();
        String after = now == null ? "" : now.owner();
        return new Registry(changed, before.equals(after) ? owners : owners(changed), changedSize);
    }

    private static Set<String> owners(KeyTree<Mfe> entries) {
        Set<String> owners = new TreeSet<>();
        for (Map.Entry<String, Mfe> entry : entries.entries().entrySet()) {
            if (!entry.getValue().owner().isEmpty()) {
                owners.add(entry.getValue().owner());
            }
        }
        return Set.copyOf(owners);
    }

    private static long size(String id, @Nullable Mfe mfe) {
        return mfe == null ? 0 : id.length() + 4 + mfe.value().weight();
    }
}
