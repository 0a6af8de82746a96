package io.akkord.json;

/** The two JSON truth values. */
public enum JsonBoolean implements JsonValue {
    FALSE(false),
    TRUE(true);

    private final boolean value;

    JsonBoolean(boolean value) {
        this.value = value;
    }

    public static JsonBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    public String toString() {
        return value ? "true" : "false";
    }
}
