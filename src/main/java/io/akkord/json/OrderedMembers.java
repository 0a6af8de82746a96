package io.akkord.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An unmodifiable map in insertion order that is known to be safe to share, so that objects need not copy it again. */
final class OrderedMembers extends AbstractMap<String, JsonValue> {
    private final LinkedHashMap<String, JsonValue> members;

    private OrderedMembers(LinkedHashMap<String, JsonValue> members) {
        this.members = members;
    }

    static Map<String, JsonValue> copyOf(Map<String, JsonValue> members) {
        if (members instanceof OrderedMembers) {
            return members;
        }
        LinkedHashMap<String, JsonValue> copy = new LinkedHashMap<>(members);
        copy.forEach((name, value) -> {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
        });
        return owning(copy);
    }

    /** Takes over a map that nobody else will change, with neither null names nor null values. */
    static Map<String, JsonValue> owning(LinkedHashMap<String, JsonValue> members) {
        return new OrderedMembers(members);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return members.containsKey(name);
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        return members.get(name);
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return Collections.unmodifiableMap(members).entrySet();
    }
}
