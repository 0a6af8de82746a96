package io.akkord.json;

import java.util.Map;

/**
 * One member of an object.
 *
 * @param ordinal greater than that of every member that was put in before
 */
record Member(String name, JsonValue value, long ordinal) implements Measured, Map.Entry<String, JsonValue> {
    @Override
    public String getKey() {
        return name;
    }

    @Override
    public JsonValue getValue() {
        return value;
    }

    @Override
    public JsonValue setValue(JsonValue value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int depth() {
        return value.depth();
    }

    @Override
    public long weight() {
        return name.length() + 4 + value.weight();
    }

    /** As {@link Map.Entry} has it: the ordinal does not count. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Map.Entry<?, ?> that && name.equals(that.getKey()) && value.equals(that.getValue());
    }

    @Override
    public int hashCode() {
        return name.hashCode() ^ value.hashCode();
    }
}
