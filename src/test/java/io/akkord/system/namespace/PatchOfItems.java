package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A patch of one operation on {@code {"items": […], "n": …}}, whose items are all different.
 *
 * @param index in the items; negative for their end
 */
record PatchOfItems(String op, boolean items, int index, JsonNode value) {
    private static final int END = -1;

    static PatchOfItems of(JsonNode operation) {
        String path = operation.path("path").asText();
        boolean items = path.startsWith("/items/");
        String place = items ? path.substring("/items/".length()) : "-";
        return new PatchOfItems(
                operation.path("op").asText(),
                items,
                place.equals("-") ? END : Integer.parseInt(place),
                operation.path("value"));
    }

    /** As the change of a submission. */
    static ObjectNode change(String key, String op, String path, JsonNode value) {
        ObjectNode change = Json.object().put("op", "patch").put("key", key);
        ObjectNode operation =
                change.putArray("patch").addObject().put("op", op).put("path", path);
        if (value != null) {
            operation.set("value", value);
        }
        return change;
    }

    /** @param seen what the client meant it for; null where what happened since says nothing of where the items went */
    boolean isDone(JsonNode seen, JsonNode before, JsonNode after) {
        if (!items) {
            ObjectNode expected = before.deepCopy();
            expected.set("n", value);
            return after.equals(expected);
        }
        List<JsonNode> was = list(before);
        List<JsonNode> is = list(after);
        if (op.equals("remove")) {
            List<JsonNode> gone = new ArrayList<>(was);
            gone.removeAll(is);
            List<JsonNode> rest = new ArrayList<>(was);
            rest.removeAll(gone);
            return gone.size() == 1
                    && is.equals(rest)
                    && (seen == null || gone.get(0).equals(list(seen).get(index)));
        }
        List<JsonNode> others = new ArrayList<>(is);
        return others.remove(value) && others.equals(was) && (seen == null || standsWhereMeant(list(seen), is));
    }

    private boolean standsWhereMeant(List<JsonNode> seen, List<JsonNode> is) {
        int at = is.indexOf(value);
        if (index == END) {
            return at == is.size() - 1;
        }
        boolean behindThoseBefore = seen.subList(0, index).stream().allMatch(item -> is.indexOf(item) < at);
        boolean beforeThoseBehind =
                seen.subList(index, seen.size()).stream().filter(is::contains).allMatch(item -> is.indexOf(item) > at);
        return behindThoseBefore && beforeThoseBehind;
    }

    private static List<JsonNode> list(JsonNode value) {
        List<JsonNode> items = new ArrayList<>();
        value.path("items").forEach(items::add);
        return items;
    }
}
