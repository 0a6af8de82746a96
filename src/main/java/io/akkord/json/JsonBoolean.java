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
    public int depth() {
        return 0;
    }

    @Override
    public long weight() {
        return value ? 4 : 5;
    }

    @Override
    public String toString() {
        return value ? "true" : "false";
    }
}
