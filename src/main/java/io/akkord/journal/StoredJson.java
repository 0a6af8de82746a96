package io.akkord.journal;

import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;

/** JSON values within stored forms: their text, in UTF-8 with its length in front. What was taken in once is read under any limits. */
final class StoredJson {
    static final JsonLimits LIMITS = new JsonLimits(
            JsonValue.MAX_DEPTH, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private StoredJson() {}

    static void write(JsonValue value, ByteWriter out) {
        out.writeBytes(JsonText.toBytes(value));
    }

    static JsonValue read(ByteReader in) {
        try {
            return JsonText.parse(in.readBytes(), LIMITS);
        } catch (JsonFault e) {
            throw new CorruptBytesException("bytes that are no JSON: " + e.getMessage());
        }
    }

    static JsonObject readObject(ByteReader in) {
        if (read(in) instanceof JsonObject object) {
            return object;
        }
        throw new CorruptBytesException("JSON that is no object");
    }
}
