package io.akkord.migration;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.JsonPointer;
import io.akkord.json.patch.PatchFault;
import io.akkord.json.patch.PatchOperation;
import io.akkord.json.patch.PatchRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Patch over a whole store. Patches grow no value beyond the size of one message, and a store is larger than that: so each
 * operation sees the keys it names alone, and all of the store only where it points to all of it.
 */
final class StorePatch {
    private StorePatch() {}

    /** @throws PatchRefused where an operation does not apply; nothing is then changed */
    static JsonObject apply(JsonPatch patch, JsonObject store) {
        JsonObject patched = store;
        for (PatchOperation operation : patch.operations()) {
            patched = apply(operation, patched);
        }
        return patched;
    }

    private static JsonObject apply(PatchOperation operation, JsonObject store) {
        JsonPatch single = new JsonPatch(List.of(operation));
        List<JsonPointer> pointers = pointers(operation);
        if (pointers.stream().anyMatch(JsonPointer::isWhole)) {
            return object(single.apply(store));
        }
        List<String> keys = pointers.stream().map(p -> p.parts().get(0)).toList();
        JsonObject part = JsonObject.EMPTY;
        for (String key : keys) {
            JsonValue value = store.get(key);
            part = value == null ? part : part.with(key, value);
        }
        JsonObject patched = object(single.apply(part));
        JsonObject result = store;
        for (String key : keys) {
            JsonValue value = patched.get(key);
            result = value == null ? result.without(key) : result.with(key, value);
        }
        return result;
    }

    private static List<JsonPointer> pointers(PatchOperation operation) {
        List<JsonPointer> pointers = new ArrayList<>(List.of(operation.path()));
        if (operation instanceof PatchOperation.Move move) {
            pointers.add(move.from());
        } else if (operation instanceof PatchOperation.Copy copy) {
            pointers.add(copy.from());
        }
        return pointers;
    }

    private static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new PatchRefused(PatchFault.NO_SUCH_PLACE);
    }
}
