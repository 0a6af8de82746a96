package io.akkord.json;

/** The JSON {@code null}. */
public enum JsonNull implements JsonValue {
    INSTANCE;

    @Override
    public int depth() {
        return 0;
    }

    @Override
    public long weight() {
        return 4;
    }

    @Override
    public String toString() {
        return "null";
    }
}
