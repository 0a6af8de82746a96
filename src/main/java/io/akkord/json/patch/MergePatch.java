package io.akkord.json.patch;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import java.util.Map;

/** JSON Merge Patch (RFC 7396): an object says which members change, {@code null} removes one, anything else replaces all. */
public final class MergePatch {
    private MergePatch() {}

    /**
     * The target after the patch, which may be any value. It nests no deeper than the deeper of the two. O(members of the patch ·
     * log n).
     */
    public static JsonValue apply(JsonValue target, JsonValue patch) {
        if (!(patch instanceof JsonObject changes)) {
            return patch;
        }
        JsonObject merged = target instanceof JsonObject object ? object : JsonObject.EMPTY;
        for (Map.Entry<String, JsonValue> change : changes.members().entrySet()) {
            String name = change.getKey();
            if (change.getValue() == JsonNull.INSTANCE) {
                merged = merged.without(name);
            } else {
                JsonValue old = merged.get(name);
                merged = merged.with(name, apply(old == null ? JsonNull.INSTANCE : old, change.getValue()));
            }
        }
        return merged;
    }
}
