package io.akkord.json;

import java.util.List;

/** A JSON array; {@code items} is unmodifiable. */
public record JsonArray(List<JsonValue> items) implements JsonValue {
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        items = List.copyOf(items);
    }

    @Override
    public String toString() {
        return JsonText.toString(this);
    }
}
