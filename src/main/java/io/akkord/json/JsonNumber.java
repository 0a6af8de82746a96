package io.akkord.json;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number as written. Two are equal when they stand for the same value: {@code 1}, {@code 1.0} and {@code 10e-1} are, and so
 * are {@code 0} and {@code -0}. Comparing costs time in the length of the text, never in the size of the number.
 */
public record JsonNumber(String text) implements JsonValue {
    private static final Pattern GRAMMAR = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    private static final double BILLIONTH = 1e-9;

    /** @throws IllegalArgumentException if the text is not a number of the JSON grammar */
    public JsonNumber {
        if (!isShortInteger(text) && !GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("not a JSON number");
        }
    }

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** The sum of both as doubles, as JavaScript adds and spells it; none where it is beyond them. */
    public Optional<JsonNumber> plus(JsonNumber other) {
        double sum = doubleValue() + other.doubleValue();
        return Double.isFinite(sum) ? Optional.of(new JsonNumber(DoubleText.of(sum))) : Optional.empty();
    }

    /**
     * Whether this may be the same sum as the other to those who add doubles: added in another order they come to other last digits. That
     * is, within a billionth of the larger, or of 1.
     */
    public boolean isSameSum(JsonNumber other) {
        double value = doubleValue();
        double its = other.doubleValue();
        double larger = Math.max(1, Math.max(Math.abs(value), Math.abs(its)));
        return Double.isFinite(larger) && Math.abs(value - its) <= larger * BILLIONTH;
    }

    /** This number with the other sign; zero stays as it is. */
    public JsonNumber negated() {
        if (NumericValue.of(text).digits().isEmpty()) {
            return this;
        }
        return new JsonNumber(text.startsWith("-") ? text.substring(1) : "-" + text);
    }

    /** Whether all digits but zeros at the ends lie at most so many places before or behind the decimal point. */
    public boolean isWithin(int places) {
        return NumericValue.of(text).isWithin(places);
    }

    /** The nearest double, infinite where the number is beyond its range. */
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public int depth() {
        return 0;
    }

    @Override
    public long weight() {
        return text.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonNumber that
                && (text.equals(that.text) || NumericValue.of(text).equals(NumericValue.of(that.text)));
    }

    @Override
    public int hashCode() {
        return NumericValue.of(text).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** The usual case, checked without the pattern: one to eighteen digits that do not start with zero. */
    private static boolean isShortInteger(String text) {
        int length = text.length();
        if (length == 0 || length > 18 || (text.charAt(0) == '0' && length > 1)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
