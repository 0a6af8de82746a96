package io.akkord.ot;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import java.util.Map;

/** Rough bytes of heap of JSON values, for budgets: within a factor of two is good enough. */
final class Weight {
    private Weight() {}

    static int of(JsonValue value) {
        int weight = 48;
        if (value instanceof JsonObject object) {
            weight += 64;
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                weight += 96 + member.getKey().length() + of(member.getValue());
            }
        } else if (value instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                weight += 8 + of(item);
            }
        } else if (value instanceof JsonString string) {
            weight += string.value().length();
        } else if (value instanceof JsonNumber number) {
            weight += number.text().length();
        }
        return weight;
    }
}
