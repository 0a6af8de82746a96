package io.akkord.json;

/**
 * How much JSON is taken in.
 *
 * @param depth objects and arrays inside each other, 1 to 1,000 (reading and writing recurse)
 * @param numberDigits digits of one number, exponent included
 * @param stringLength UTF-16 code units of one string
 * @param nameLength UTF-16 code units of one member name
 * @param documentBytes bytes of the whole text
 */
public record JsonLimits(int depth, int numberDigits, int stringLength, int nameLength, int documentBytes) {
    public static final JsonLimits DEFAULT = new JsonLimits(64, 100, 1_048_576, 256, 1_048_576);

    public JsonLimits {
        if (depth < 1 || depth > JsonValue.MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be from 1 to 1,000");
        }
        if (numberDigits < 1 || stringLength < 1 || nameLength < 1 || documentBytes < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public boolean allowsName(String name) {
        return name.length() <= nameLength;
    }

    /** @param number in the spelling of JSON */
    public boolean allowsNumber(String number) {
        return number.length() <= numberDigits
                || number.chars().filter(c -> c >= '0' && c <= '9').count() <= numberDigits;
    }
}
