package io.akkord.json;

/**
 * A JSON value: immutable, compared by content. Objects are equal whatever the order of their members, numbers by numeric value.
 * {@code toString} of every value is its JSON text.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
