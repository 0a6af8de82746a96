package io.akkord.namespace;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * An MFE in the registry.
 *
 * @param value as it was submitted, with {@code registeredAt}
 * @param owner the client with which it goes; empty where it stays
 * @param version of the commit that registered it
 */
public record Mfe(JsonObject value, String owner, long version) {
    public static final String REGISTERED_AT = "registeredAt";

    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** What is readable of an MFE that was registered then, in epoch milliseconds. */
    public static JsonObject registered(JsonObject mfe, long timestamp) {
        return mfe.without(REGISTERED_AT)
                .with(REGISTERED_AT, new JsonString(RFC_3339.format(Instant.ofEpochMilli(timestamp))));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "MFE of version " + version;
    }
}
