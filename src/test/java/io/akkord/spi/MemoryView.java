package io.akkord.spi;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.KeyTree;
import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A namespace that is a JSON object, and proposals to it. */
public record MemoryView(KeyTree<JsonValue> keys) implements NamespaceView {
    public static MemoryView of(String json) {
        return new MemoryView(KeyTree.of(new TreeMap<>(object(json).members())));
    }

    public static JsonValue value(String json) {
        return JsonText.parse(json, JsonLimits.DEFAULT);
    }

    public static JsonObject object(String json) {
        return (JsonObject) value(json);
    }

    public Proposal proposal(Change... changes) {
        return new Proposal(ObjectId.of("namespaces", "shop"), "ann", "anna", "cart", List.of(changes), this);
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public Optional<JsonValue> get(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    @Override
    public Map<String, JsonValue> startingWith(String prefix) {
        return keys.startingWith(prefix).entries();
    }
}
