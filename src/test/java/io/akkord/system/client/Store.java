package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Keys and MFEs of a namespace, and what effects do to them. Mutable. */
public final class Store {
    private final TreeMap<String, JsonNode> keys = new TreeMap<>();
    private final TreeMap<String, JsonNode> mfes = new TreeMap<>();

    /** What a snapshot of the protocol shows. */
    public static Store of(JsonNode snapshot) {
        Store store = new Store();
        snapshot.path("store").fields().forEachRemaining(e -> store.keys.put(e.getKey(), e.getValue()));
        snapshot.path("mfes").fields().forEachRemaining(e -> store.mfes.put(e.getKey(), e.getValue()));
        return store;
    }

    public Map<String, JsonNode> keys() {
        return keys;
    }

    public Map<String, JsonNode> mfes() {
        return mfes;
    }

    public Store copy() {
        Store copy = new Store();
        copy.keys.putAll(keys);
        copy.mfes.putAll(mfes);
        return copy;
    }

    /** What a client of this scope is to see of it: its keys, and all MFEs. */
    public Store cut(Scope scope) {
        Store cut = copy();
        cut.keys.keySet().removeIf(key -> !scope.covers(key));
        return cut;
    }

    public void clear() {
        keys.clear();
        mfes.clear();
    }

    /** One effect: {@code {key, value}}, {@code {key, deleted}}, {@code {mfe, value}} or {@code {mfe, deleted}}. */
    public void apply(JsonNode effect) {
        TreeMap<String, JsonNode> where = effect.has("mfe") ? mfes : keys;
        String name = effect.path(effect.has("mfe") ? "mfe" : "key").asText();
        if (effect.path("deleted").asBoolean()) {
            where.remove(name);
        } else if (effect.has("value")) {
            where.put(name, effect.get("value"));
        } else {
            throw new IllegalArgumentException("an effect without a value: " + effect);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Store store && keys.equals(store.keys) && mfes.equals(store.mfes);
    }

    @Override
    public int hashCode() {
        return keys.hashCode() + mfes.hashCode();
    }

    @Override
    public String toString() {
        return keys + " " + mfes;
    }
}
