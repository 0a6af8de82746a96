package io.akkord.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object; {@code members} is unmodifiable and keeps the order in which the members were given. */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        members = OrderedMembers.copyOf(members);
    }

    /** The member of that name, or null where there is none (a JSON {@code null} is {@link JsonNull#INSTANCE}). */
    public @Nullable JsonValue get(String name) {
        return members.get(name);
    }

    @Override
    public String toString() {
        return JsonText.toString(this);
    }
}
