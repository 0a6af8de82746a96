package io.akkord.bench;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: {@code 30s}, {@code 5m}, {@code 1h}, {@code 500ms}; a bare number is seconds. */
final class Durations {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)?");

    private Durations() {}

    static Duration parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new TypeConversionException("'" + text + "' is not a time such as 30s, 5m or 500ms");
        }
        double count = Double.parseDouble(written.group(1));
        String unit = written.group(2) == null ? "s" : written.group(2);
        double millis = switch (unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
        return Duration.ofMillis(Math.round(count * millis));
    }

    static String print(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 != 0 ? millis + "ms" : millis / 1000 + "s";
    }
}
