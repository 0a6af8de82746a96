package io.akkord.json;

import java.util.Objects;

/** A JSON string; {@code value} is the text without quotes and escapes, in UTF-16 code units. */
public record JsonString(String value) implements JsonValue {
    public JsonString {
        Objects.requireNonNull(value);
    }

    @Override
    public int depth() {
        return 0;
    }

    @Override
    public long weight() {
        return value.length() + 2;
    }

    @Override
    public String toString() {
        return JsonText.toString(this);
    }
}
