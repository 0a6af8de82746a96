package io.akkord.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as they stand on the wire: RFC 3339 in UTC, always with milliseconds. */
public final class WireTime {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private WireTime() {}

    /** {@code 2024-05-01T12:00:00.000Z} for epoch milliseconds. */
    public static String format(long epochMillis) {
        return FORMAT.format(Instant.ofEpochMilli(epochMillis));
    }
}
