package io.akkord.namespace;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What a namespace that comes from its journal has to commit before it is used. */
final class Recovery {
    private Recovery() {}

    static Optional<NamespaceEvent> of(NamespaceState state, NamespaceRules rules) {
        if (state.keys().lost() > 0) {
            return Optional.of(new NamespaceEvent.Changed(lost(state), true));
        }
        return state.exists() && state.schema() < rules.schema()
                ? Optional.of(migrated(state, rules))
                : Optional.empty();
    }

    private static List<Effect> lost(NamespaceState state) {
        List<Effect> effects = new ArrayList<>();
        state.keys().entries().entries().forEach((key, entry) -> {
            if (entry.isLost()) {
                effects.add(new Effect.Removed(key));
            }
        });
        return effects;
    }

    /** Values that a migration leaves alone are not written again; those it changes keep their time. */
    private static NamespaceEvent migrated(NamespaceState state, NamespaceRules rules) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        state.keys().entries().entries().forEach((key, entry) -> values.put(key, entry.value()));
        JsonObject store = new JsonObject(values);
        JsonObject migrated = rules.migrations().migrate(state.schema(), store);
        TreeSet<String> keys = new TreeSet<>(values.keySet());
        keys.addAll(migrated.members().keySet());
        List<Effect> effects = new ArrayList<>();
        for (String key : keys) {
            JsonValue before = store.get(key);
            JsonValue after = migrated.get(key);
            if (after == null) {
                effects.add(new Effect.Removed(key));
            } else if (!after.equals(before)) {
                if (!NamespaceLimits.isKey(key)) {
                    throw new IllegalStateException("a migration made a key that is none");
                }
                long ttl = before == null ? Effect.NO_TTL : Effect.KEEP_TTL;
                effects.add(new Effect.Put(key, after, ttl, rules.storing(key), List.of()));
            }
        }
        return new NamespaceEvent.Migrated(rules.schema(), effects);
    }
}
