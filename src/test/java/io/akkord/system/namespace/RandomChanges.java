package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.akkord.system.client.Changes;
import io.akkord.system.client.Json;
import io.akkord.system.client.NamespaceReplica.Ask;
import io.akkord.system.client.Scope;
import io.akkord.system.client.Store;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random submissions to a small namespace, with all kinds of changes and all strategies; each value is written once. */
public final class RandomChanges {
    /** Patched as {@link PatchOfItems} says. */
    private static final List<String> LISTS = List.of("list/1", "list/2");

    private static final List<String> VALUES = List.of(
            "cart:a",
            "cart:b",
            "cart:c",
            "user:x",
            "user:y",
            "order/1",
            "order/2",
            "a.b*c",
            "ümläut \u20ac",
            "__proto__");
    private static final List<String> MFES = List.of("cart", "user");

    private final Random random;
    private final String client;
    private final Scope scope;
    private int count;

    public RandomChanges(long seed, String client, Scope scope) {
        this.random = new Random(seed);
        this.client = client;
        this.scope = scope;
    }

    public Ask next(Store seen) {
        count++;
        List<String> lists = LISTS.stream()
                .filter(scope::covers)
                .filter(key -> seen.keys().containsKey(key))
                .toList();
        if (!lists.isEmpty() && random.nextInt(4) == 0) {
            return patch(lists.get(random.nextInt(lists.size())), seen);
        }
        ArrayNode changes = Changes.none();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changes.add(change(seen));
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Ask("", false, changes);
            case 1 -> new Ask("", true, changes);
            case 2, 3 -> new Ask("replace", random.nextBoolean(), changes);
            case 4, 5 -> new Ask("merge", true, changes);
            default -> new Ask("reject", true, changes);
        };
    }

    /** What takes the place of the values that were in conflict, perhaps. */
    public Optional<ArrayNode> resolved(JsonNode conflicts) {
        if (random.nextInt(3) == 0) {
            return Optional.empty();
        }
        count++;
        ArrayNode changes = Changes.none();
        for (JsonNode conflict : conflicts) {
            changes.add(Changes.set(conflict.path("key").asText(), fresh().put("instead", random.nextInt(100))));
        }
        return Optional.of(changes);
    }

    private Ask patch(String key, Store seen) {
        int items = seen.keys().get(key).path("items").size();
        JsonNode item = TextNode.valueOf(client + "." + count);
        ObjectNode change;
        if (random.nextInt(5) == 0) {
            change = PatchOfItems.change(key, "replace", "/n", item);
        } else if (items > 0 && random.nextInt(5) < 2 || items > 12) {
            change = PatchOfItems.change(key, "remove", "/items/" + random.nextInt(items), null);
        } else if (random.nextBoolean()) {
            change = PatchOfItems.change(key, "add", "/items/-", item);
        } else {
            change = PatchOfItems.change(key, "add", "/items/" + random.nextInt(items + 1), item);
        }
        int strategy = random.nextInt(6);
        return new Ask(
                strategy < 4 ? "merge" : strategy == 4 ? "reject" : "replace",
                true,
                Changes.none().add(change));
    }

    private ObjectNode change(Store seen) {
        String key = VALUES.get(random.nextInt(VALUES.size()));
        int kind = random.nextInt(100);
        if (kind < 50) {
            return Changes.set(key, fresh());
        } else if (kind < 56) {
            return Changes.set(key, fresh()).put("ttl", 1);
        } else if (kind < 66) {
            return Changes.delete(key);
        } else if (kind < 80) {
            ObjectNode merge = Json.object().put("op", "merge").put("key", key);
            ObjectNode patch = merge.putObject("value").put(client, count);
            if (random.nextBoolean()) {
                patch.putNull("n");
            }
            return merge;
        } else if (kind < 86) {
            ObjectNode list = Changes.set(LISTS.get(random.nextInt(LISTS.size())), Json.object());
            list.withObject("/value").put("n", count).putArray("items");
            return list;
        } else if (kind < 88) {
            return Json.object().put("op", "clear");
        } else if (kind < 92) {
            ObjectNode restore = Json.object().put("op", "restore");
            ObjectNode snapshot = restore.putObject("snapshot");
            snapshot.set(key, fresh());
            if (random.nextInt(4) > 0) {
                return restore.put("mode", "merge");
            }
            seen.keys().forEach(snapshot::set);
            return restore;
        } else if (kind < 97) {
            ObjectNode register = Json.object().put("op", "register");
            register.putObject("mfe")
                    .put("id", MFES.get(random.nextInt(MFES.size())))
                    .put("framework", "none")
                    .put("version", client + "." + count);
            return register;
        }
        return Json.object().put("op", "unregister").put("mfe", MFES.get(random.nextInt(MFES.size())));
    }

    private ObjectNode fresh() {
        return Json.object().put("by", client).put("n", count).put("r", random.nextInt(1_000_000));
    }
}
