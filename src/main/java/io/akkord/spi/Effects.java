package io.akkord.spi;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.MergePatch;
import io.akkord.json.patch.PatchRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What changes would do to the keys of a namespace, one after the other. */
final class Effects {
    private final NamespaceView current;
    private final SortedMap<String, Optional<JsonValue>> keys = new TreeMap<>();

    private Effects(NamespaceView current) {
        this.current = current;
    }

    static SortedMap<String, Optional<JsonValue>> of(List<Change> changes, NamespaceView current) {
        Effects effects = new Effects(current);
        changes.forEach(effects::apply);
        return java.util.Collections.unmodifiableSortedMap(effects.keys);
    }

    private void apply(Change change) {
        if (change instanceof Change.Set set) {
            keys.put(set.key(), Optional.of(set.value()));
        } else if (change instanceof Change.Delete delete) {
            remove(delete.key());
        } else if (change instanceof Change.Clear) {
            removeStartingWith("");
        } else if (change instanceof Change.Merge merge) {
            JsonValue target = get(merge.key()).orElse(JsonNull.INSTANCE);
            keys.put(merge.key(), Optional.of(MergePatch.apply(target, merge.value())));
        } else if (change instanceof Change.Patch patch) {
            apply(patch);
        } else if (change instanceof Change.Restore restore) {
            if (restore.replace()) {
                removeStartingWith("");
            }
            restore.snapshot().members().forEach((key, value) -> keys.put(key, Optional.of(value)));
        } else if (change instanceof Change.Unregister unregister) {
            removeStartingWith(unregister.mfe() + ":");
        }
    }

    private void apply(Change.Patch change) {
        Optional<JsonValue> target = get(change.key());
        if (target.isEmpty()) {
            return;
        }
        try {
            keys.put(change.key(), Optional.of(change.patch().apply(target.get())));
        } catch (PatchRefused refused) {
            // The namespace will say so itself.
            return;
        }
    }

    private Optional<JsonValue> get(String key) {
        Optional<JsonValue> changed = keys.get(key);
        return changed == null ? current.get(key) : changed;
    }

    private void remove(String key) {
        if (current.get(key).isPresent()) {
            keys.put(key, Optional.empty());
        } else {
            keys.remove(key);
        }
    }

    private void removeStartingWith(String prefix) {
        List<String> written =
                keys.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
        written.forEach(this::remove);
        new ArrayList<>(current.startingWith(prefix).keySet()).forEach(this::remove);
    }
}
