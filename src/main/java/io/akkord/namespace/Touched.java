package io.akkord.namespace;

import io.akkord.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * For which keys it matters to a submission that others changed them.
 *
 * @param all whether any key may
 * @param keys the named ones
 * @param prefixes that keys may begin with
 */
record Touched(boolean all, Set<String> keys, Prefixes prefixes) {
    static final Touched NOTHING = new Touched(false, Set.of(), new Prefixes());

    /** With {@link Strategy#MERGE} only what is patched, with {@link Strategy#REJECT} all that may be written or removed. */
    static Touched of(List<NamespaceChange> changes, Strategy strategy) {
        Set<String> keys = new HashSet<>();
        Prefixes prefixes = new Prefixes();
        boolean all = false;
        for (NamespaceChange change : changes) {
            if (change instanceof NamespaceChange.Patch patch) {
                keys.add(patch.key());
            } else if (strategy == Strategy.REJECT) {
                if (change instanceof NamespaceChange.Restore restore && !restore.replace()) {
                    keys.addAll(names(restore.snapshot()));
                } else if (change instanceof NamespaceChange.Unregister unregister) {
                    prefixes.add(unregister.mfe() + ':');
                } else if (change instanceof NamespaceChange.Clear || change instanceof NamespaceChange.Restore) {
                    all = true;
                } else {
                    named(change, keys);
                }
            }
        }
        return new Touched(all, keys, prefixes);
    }

    /** The keys that changes name one by one. */
    static Set<String> named(List<NamespaceChange> changes) {
        Set<String> keys = new HashSet<>();
        changes.forEach(change -> named(change, keys));
        return keys;
    }

    private static void named(NamespaceChange change, Set<String> keys) {
        if (change instanceof NamespaceChange.Set set) {
            keys.add(set.key());
        } else if (change instanceof NamespaceChange.Delete delete) {
            keys.add(delete.key());
        } else if (change instanceof NamespaceChange.Merge merge) {
            keys.add(merge.key());
        } else if (change instanceof NamespaceChange.Patch patch) {
            keys.add(patch.key());
        }
    }

    private static Set<String> names(JsonObject snapshot) {
        return snapshot.members().keySet();
    }

    boolean includes(String key) {
        return all || keys.contains(key) || prefixes.beginOf(key);
    }
}
