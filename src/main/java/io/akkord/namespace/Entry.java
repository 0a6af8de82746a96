package io.akkord.namespace;

import io.akkord.json.JsonValue;

/**
 * What is stored under a key.
 *
 * @param value {@code null} where it is {@link Storing#LOST}
 * @param version of the commit that last changed it
 * @param due when it is to be deleted, epoch milliseconds; {@link #NEVER}
 */
public record Entry(JsonValue value, long version, long due, Storing storing) {
    public static final long NEVER = 0;

    public boolean isLost() {
        return storing == Storing.LOST;
    }

    /** Without the value. */
    @Override
    public String toString() {
        return storing + " of version " + version;
    }
}
