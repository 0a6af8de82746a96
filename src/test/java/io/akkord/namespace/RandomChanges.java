package io.akkord.namespace;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.RandomJson;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.JsonPointer;
import io.akkord.json.patch.PatchOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Small submissions over few keys, so that writers meet; patches mostly fit the value they are made on. */
public final class RandomChanges {
    private static final String[] KEYS = {"a", "b", "cart:x", "cart:y", "cursor:1", "item/1", "s:1", "__proto__", "é😀"
    };
    private static final String[] MFES = {"cart", "a", "nav"};

    private final Random random;
    private final RandomJson json;

    public RandomChanges(Random random) {
        this.random = random;
        this.json = new RandomJson(random);
    }

    public List<NamespaceChange> changes(NamespaceState seen) {
        List<NamespaceChange> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changes.add(change(seen));
        }
        return changes;
    }

    private NamespaceChange change(NamespaceState seen) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> new NamespaceChange.Set(key(), json.value(2), ttl());
            case 4 -> new NamespaceChange.Delete(key());
            case 5, 6 -> new NamespaceChange.Merge(key(), json.value(2));
            case 7, 8, 9, 10 -> patch(seen);
            case 11 -> new NamespaceChange.Restore(snapshot(), random.nextBoolean());
            case 12 ->
                new NamespaceChange.Register(
                        JsonObject.EMPTY.with("id", new JsonString(mfe())).with("metadata", json.value(1)),
                        random.nextBoolean());
            case 13 -> new NamespaceChange.Unregister(mfe());
            case 14 -> random.nextInt(4) == 0 ? new NamespaceChange.Clear() : new NamespaceChange.Delete(key());
            default -> new NamespaceChange.Set(key(), json.array(1), OptionalLong.empty());
        };
    }

    private OptionalLong ttl() {
        return random.nextInt(3) == 0 ? OptionalLong.of(1 + random.nextInt(5)) : OptionalLong.empty();
    }

    public String key() {
        return KEYS[random.nextInt(KEYS.length)];
    }

    private String mfe() {
        return MFES[random.nextInt(MFES.length)];
    }

    private JsonObject snapshot() {
        JsonObject snapshot = JsonObject.EMPTY;
        for (int i = random.nextInt(5); i > 0; i--) {
            snapshot = snapshot.with(key(), json.value(1));
        }
        return snapshot;
    }

    private NamespaceChange patch(NamespaceState seen) {
        String key = key();
        JsonValue value = seen.value(key).orElse(null);
        if (!(value instanceof JsonArray array)) {
            return new NamespaceChange.Patch(
                    key, new JsonPatch(List.of(new PatchOperation.Add(JsonPointer.parse("/a"), json.value(1)))));
        }
        List<PatchOperation> operations = new ArrayList<>();
        int size = array.size();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int what = random.nextInt(3);
            if (what == 0 || size == 0) {
                operations.add(new PatchOperation.Add(index(random.nextInt(size + 1)), json.value(1)));
                size++;
            } else if (what == 1) {
                operations.add(new PatchOperation.Remove(index(random.nextInt(size))));
                size--;
            } else {
                operations.add(new PatchOperation.Replace(index(random.nextInt(size)), json.value(1)));
            }
        }
        return new NamespaceChange.Patch(key, new JsonPatch(operations));
    }

    private static JsonPointer index(int index) {
        return JsonPointer.parse("/" + index);
    }
}
