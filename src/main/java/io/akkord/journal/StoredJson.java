package io.akkord.journal;

import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;

/** JSON values as bytes: their text in UTF-8 behind its length. */
final class StoredJson {
    /** What was taken in under any limit must come back. */
    static final JsonLimits LIMITS =
            new JsonLimits(1_000, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private StoredJson() {}

    static void write(JsonValue value, ByteWriter out) {
        out.writeBytes(JsonText.toBytes(value));
    }

    static JsonValue read(ByteReader in) {
        try {
            return JsonText.parse(in.readBytes(), LIMITS);
        } catch (JsonFault fault) {
            throw new CorruptBytesException("bytes that are no JSON: " + fault.getMessage());
        }
    }
}
