package io.akkord.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as they stand on the wire: RFC 3339 in UTC, always with milliseconds. */
public final class WireTime {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private WireTime() {}

    /** Epoch milliseconds of an RFC 3339 time in any zone, rounded down; empty for what is none. */
    public static Optional<Long> parse(String text) {
        try {
            return Optional.of(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException none) {
            return Optional.empty();
        }
    }

    /** {@code 2024-05-01T12:00:00.000Z} for epoch milliseconds. */
    public static String format(long epochMillis) {
        return FORMAT.format(Instant.ofEpochMilli(epochMillis));
    }
}
