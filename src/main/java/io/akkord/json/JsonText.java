package io.akkord.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JSON text to values and back. Reading is strict (RFC 8259, UTF-8, {@link JsonLimits}, no repeated names, {@link StrictText} in
 * strings and names) and never recurses deeper than the limits; every refusal is a {@link JsonFault}.
 */
public final class JsonText {
    private static final Map<JsonLimits, JsonFactory> FACTORIES = new ConcurrentHashMap<>();

    private JsonText() {}

    /**
     * A factory whose parsers keep to the limits; the same one for equal limits. Its parsers check neither for {@link StrictText}
     * nor for what follows a value: {@link #parse(JsonParser)} and {@link #end} do.
     */
    public static JsonFactory factory(JsonLimits limits) {
        return FACTORIES.computeIfAbsent(limits, key -> new StrictJsonFactory(key, false));
    }

    /**
     * A factory whose parsers read over what goes beyond the limits of depth, digits and names, nested up to {@link
     * JsonValue#MAX_DEPTH}. {@link #parse(JsonParser)} of them still refuses a value that does, and then what follows it can be read.
     * They are slower than those of {@link #factory}.
     */
    public static JsonFactory tolerantFactory(JsonLimits limits) {
        return new StrictJsonFactory(limits, true);
    }

    /** Whether a parser that met the fault while it read a value can go on behind it. */
    public static boolean goesOn(JsonParser parser, JsonFault fault) {
        return fault.reason() == JsonFault.Reason.BAD_TEXT
                || (fault.reason().isLimitOfValues() && ReadConstraints.isTolerant(parser));
    }

    /** Reads a text that holds one value and nothing else. */
    public static JsonValue parse(byte[] utf8, JsonLimits limits) {
        try (JsonParser parser = factory(limits).createParser(utf8)) {
            JsonValue value = parse(parser);
            end(parser);
            return value;
        } catch (IOException refused) {
            throw JsonFault.of(refused);
        }
    }

    /** Reads a text that holds one value and nothing else; the limit of bytes counts UTF-16 code units here. */
    public static JsonValue parse(String text, JsonLimits limits) {
        if (text.length() > limits.documentBytes()) {
            throw new JsonFault(JsonFault.Reason.TOO_LARGE);
        }
        try (JsonParser parser = factory(limits).createParser(text)) {
            JsonValue value = parse(parser);
            end(parser);
            return value;
        } catch (IOException refused) {
            throw JsonFault.of(refused);
        }
    }

    /**
     * Reads the value that starts at the parser's current token, or at its first one if it has not begun; leaves the parser on the
     * last token of the value. The limits are those of the parser's factory; depth counts within the value.
     */
    public static JsonValue parse(JsonParser parser) {
        try {
            JsonToken token = parser.currentToken() == null ? parser.nextToken() : parser.currentToken();
            return new ValueReader(parser).read(token);
        } catch (IOException refused) {
            throw JsonFault.of(refused);
        }
    }

    /** Refuses anything but white space after the value that was read last. */
    public static void end(JsonParser parser) {
        try {
            if (parser.nextToken() != null) {
                throw new JsonFault(JsonFault.Reason.TRAILING);
            }
        } catch (IOException refused) {
            throw JsonFault.of(refused);
        }
    }

    /** The text, if {@link StrictText} accepts it; else a fault. */
    public static String checked(String text) {
        if (!StrictText.accepts(text)) {
            throw new JsonFault(JsonFault.Reason.BAD_TEXT);
        }
        return text;
    }

    /** Writes the value where the generator stands; numbers as they were written. */
    public static void write(JsonGenerator out, JsonValue value) throws IOException {
        if (value instanceof JsonObject object) {
            out.writeStartObject();
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                out.writeFieldName(member.getKey());
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof JsonArray array) {
            out.writeStartArray();
            for (JsonValue item : array.items()) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof JsonString string) {
            out.writeString(string.value());
        } else if (value instanceof JsonNumber number) {
            out.writeNumber(number.text());
        } else if (value instanceof JsonBoolean truth) {
            out.writeBoolean(truth.value());
        } else {
            out.writeNull();
        }
    }

    /** The value as UTF-8 without white space. */
    public static byte[] toBytes(JsonValue value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        try (JsonGenerator generator = factory(JsonLimits.DEFAULT).createGenerator(out)) {
            write(generator, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** The value as text without white space. */
    public static String toString(JsonValue value) {
        Writer out = new StringWriter(64);
        try (JsonGenerator generator = factory(JsonLimits.DEFAULT).createGenerator(out)) {
            write(generator, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }
}
