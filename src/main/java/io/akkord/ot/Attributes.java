package io.akkord.ot;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formatting of a stretch of text: names and JSON values, compared deeply. In a retain the value {@code null} removes a name.
 * The algebra is the {@code AttributeMap} of quill-delta 5.1.0; no attributes and empty attributes are the same thing.
 */
public final class Attributes {
    public static final Attributes NONE = new Attributes(JsonObject.EMPTY);

    private final JsonObject object;
    /** Rough bytes of heap, counted when first asked for. */
    private int weight;

    private Attributes(JsonObject object) {
        this.object = object;
    }

    /** @throws OperationRefused with {@link OperationFault#FORBIDDEN_KEY} for a name that is dangerous in JavaScript */
    public static Attributes of(Map<String, JsonValue> values) {
        return of(new JsonObject(values));
    }

    /** @throws OperationRefused with {@link OperationFault#FORBIDDEN_KEY} for a name that is dangerous in JavaScript */
    public static Attributes of(JsonObject values) {
        if (values.members().isEmpty()) {
            return NONE;
        }
        values.members().keySet().forEach(Attributes::refuseDangerous);
        return new Attributes(values);
    }

    static void refuseDangerous(String name) {
        if (name.equals("__proto__") || name.equals("constructor") || name.equals("prototype")) {
            throw new OperationRefused(OperationFault.FORBIDDEN_KEY);
        }
    }

    /** The names and values, unmodifiable, in the order they were given. */
    public Map<String, JsonValue> values() {
        return object.members();
    }

    public boolean isEmpty() {
        return this == NONE;
    }

    /** These attributes, then the next ones on top; {@code keepNull} where the result is a retain's, which may still remove. */
    public Attributes compose(Attributes next, boolean keepNull) {
        if (next.isEmpty()) {
            return this;
        }
        if (isEmpty() && (keepNull || !next.hasNull())) {
            return next;
        }
        LinkedHashMap<String, JsonValue> result = new LinkedHashMap<>(next.values());
        if (!keepNull) {
            result.values().removeIf(JsonNull.INSTANCE::equals);
        }
        values().forEach((name, value) -> {
            if (next.object.get(name) == null) {
                result.put(name, value);
            }
        });
        return wrap(result);
    }

    /** What is left of {@code other}, concurrent with these: with {@code priority} these win where both name the same. */
    public Attributes transform(Attributes other, boolean priority) {
        if (isEmpty() || other.isEmpty() || !priority) {
            return other;
        }
        LinkedHashMap<String, JsonValue> result = new LinkedHashMap<>(other.values());
        result.keySet().removeAll(values().keySet());
        return result.size() == other.values().size() ? other : wrap(result);
    }

    /**
     * What takes these back where they were put on {@code base}. As in quill-delta, arrays and objects count as changed even where
     * they are equal.
     */
    public Attributes invert(Attributes base) {
        LinkedHashMap<String, JsonValue> result = new LinkedHashMap<>();
        base.values().forEach((name, before) -> {
            JsonValue after = object.get(name);
            if (after != null && (isCompound(before) || !before.equals(after))) {
                result.put(name, before);
            }
        });
        values().keySet().forEach(name -> {
            if (base.object.get(name) == null) {
                result.put(name, JsonNull.INSTANCE);
            }
        });
        return wrap(result);
    }

    /** What turns these into {@code after}. */
    public Attributes diff(Attributes after) {
        if (equals(after)) {
            return NONE;
        }
        LinkedHashMap<String, JsonValue> result = new LinkedHashMap<>();
        values().forEach((name, before) -> {
            JsonValue now = after.object.get(name);
            if (!before.equals(now)) {
                result.put(name, now == null ? JsonNull.INSTANCE : now);
            }
        });
        after.values().forEach((name, now) -> {
            if (object.get(name) == null) {
                result.put(name, now);
            }
        });
        return wrap(result);
    }

    int weight() {
        if (weight == 0) {
            weight = Weight.of(object);
        }
        return weight;
    }

    boolean hasNull() {
        return values().containsValue(JsonNull.INSTANCE);
    }

    private static boolean isCompound(JsonValue value) {
        return value instanceof JsonObject || value instanceof JsonArray;
    }

    private static Attributes wrap(LinkedHashMap<String, JsonValue> values) {
        return values.isEmpty() ? NONE : new Attributes(new JsonObject(values));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Attributes that && object.equals(that.object));
    }

    @Override
    public int hashCode() {
        return object.hashCode();
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
