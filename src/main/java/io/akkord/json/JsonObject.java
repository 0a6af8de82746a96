package io.akkord.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object; {@code members} is unmodifiable and keeps the order in which the names first came. Changed objects share structure
 * with the one they come from: O(log n) each. Names like {@code __proto__} are names like any other.
 */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public static final JsonObject EMPTY = new JsonObject(Members.NONE);

    /** @throws IllegalArgumentException beyond {@link JsonValue#MAX_DEPTH} */
    public JsonObject {
        Members shared = Members.copyOf(members);
        if (shared.inOrder().depth() >= MAX_DEPTH) {
            throw new IllegalArgumentException("nested too deeply");
        }
        members = shared;
    }

    public int size() {
        return members.size();
    }

    /** The member of that name, or null where there is none (a JSON {@code null} is {@link JsonNull#INSTANCE}). */
    public @Nullable JsonValue get(String name) {
        return members.get(name);
    }

    /** This object with a member of that value: in its old place where there was one of that name, else at the end. */
    public JsonObject with(String name, JsonValue value) {
        return of(((Members) members).with(name, value));
    }

    /** This object without the member of that name, or this where there is none. */
    public JsonObject without(String name) {
        return of(((Members) members).without(name));
    }

    private JsonObject of(Members changed) {
        return changed == members ? this : changed.isEmpty() ? EMPTY : new JsonObject(changed);
    }

    @Override
    public int depth() {
        return ((Members) members).inOrder().depth() + 1;
    }

    @Override
    public long weight() {
        return 2 + ((Members) members).inOrder().weight();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof JsonObject that) || size() != that.size()) {
            return false;
        }
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            if (!member.getValue().equals(that.get(member.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            hash += (31 * member.getKey().hashCode()) ^ member.getValue().hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return JsonText.toString(this);
    }
}
