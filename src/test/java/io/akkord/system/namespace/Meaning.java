package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.Json;
import io.akkord.system.client.Store;

/** What changes mean, patches apart. */
final class Meaning {
    private Meaning() {}

    static void apply(JsonNode change, Store store) {
        String key = change.path("key").asText();
        switch (change.path("op").asText()) {
            case "set" -> store.keys().put(key, change.get("value"));
            case "delete" -> store.keys().remove(key);
            case "clear" -> store.keys().clear();
            case "merge" ->
                store.keys().put(key, merged(store.keys().getOrDefault(key, NullNode.instance), change.get("value")));
            case "restore" -> {
                if (!change.path("mode").asText().equals("merge")) {
                    store.keys().clear();
                }
                change.path("snapshot")
                        .fields()
                        .forEachRemaining(e -> store.keys().put(e.getKey(), e.getValue()));
            }
            case "register" -> store.mfes().put(change.path("mfe").path("id").asText(), change.get("mfe"));
            case "unregister" -> {
                String mfe = change.path("mfe").asText();
                store.mfes().remove(mfe);
                store.keys().keySet().removeIf(k -> k.startsWith(mfe + ":"));
            }
            default -> throw new IllegalArgumentException("no change: " + change);
        }
    }

    /** RFC 7396. */
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? target.deepCopy() : Json.object();
        patch.fields().forEachRemaining(e -> {
            if (e.getValue().isNull()) {
                result.remove(e.getKey());
            } else {
                result.set(e.getKey(), merged(result.path(e.getKey()), e.getValue()));
            }
        });
        return result;
    }
}
