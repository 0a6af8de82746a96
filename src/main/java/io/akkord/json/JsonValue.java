package io.akkord.json;

/**
 * A JSON value: immutable, compared by content. Objects are equal whatever the order of their members, numbers by numeric value,
 * strings by UTF-16 code units; this is also the equality of {@code test} in RFC 6902. {@code toString} of every value is its JSON
 * text.
 *
 * <p>Arrays and objects are persistent: a changed one shares all but O(log n) of its structure with the one before. No value nests
 * deeper than {@link #MAX_DEPTH}, so that code may recurse over values.
 */
public sealed interface JsonValue extends Measured
        permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
    /** Arrays and objects inside each other; a deeper value cannot be made. The same as the highest of {@link JsonLimits}. */
    int MAX_DEPTH = 1_000;

    /** How many arrays and objects lie inside each other: 0 for anything else, 1 for an empty array. O(1). */
    @Override
    int depth();

    /**
     * About how many characters the JSON text has, for budgets; escapes are not counted. What is shared counts each time it occurs.
     * O(1).
     */
    @Override
    long weight();
}
