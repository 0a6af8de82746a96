package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares values as clients of json0 see them, to whom numbers are doubles: who added to a number before others did holds another sum,
 * in its last digits, than who did after them. O(size).
 */
final class SameValue {
    private SameValue() {}

    static boolean same(JsonValue a, @Nullable JsonValue b) {
        if (a instanceof JsonNumber x && b instanceof JsonNumber y) {
            return x.equals(y) || x.isSameSum(y);
        }
        if (a instanceof JsonArray x && b instanceof JsonArray y) {
            return x == y || same(x, y);
        }
        if (a instanceof JsonObject x && b instanceof JsonObject y) {
            return x == y || same(x, y);
        }
        return a.equals(b);
    }

    private static boolean same(JsonArray a, JsonArray b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<JsonValue> others = b.items().iterator();
        for (JsonValue item : a.items()) {
            if (!same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(JsonObject a, JsonObject b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, JsonValue> member : a.members().entrySet()) {
            if (!same(member.getValue(), b.get(member.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
