package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.ot.Attributes;
import io.akkord.ot.Document;
import io.akkord.ot.Embed;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationRefused;
import java.io.IOException;
import java.util.Map;

/**
 * Text and rich-text operations as JSON, read and written as a stream: Delta lists, and on reading also the simple form.
 *
 * <pre>
 *   [{"retain":3},{"insert":"abc","attributes":{"bold":true}},{"delete":2}]
 *   {"type":"insert","position":3,"content":"abc"}     {"type":"delete","position":3,"length":2}
 * </pre>
 *
 * <p>Readers start at the parser's current token, or at its first one if it has not begun, and leave the parser on the last token
 * of the value, also when they refuse it with {@link OperationRefused}: the message around it can still be read. What is no JSON
 * ends in a {@link JsonFault}. {@code rich} says whether attributes and embeds are allowed.
 */
public final class DeltaJson {
    private DeltaJson() {}

    /** Reads an operation and refuses one that is not canonical. */
    public static Operation readStrict(JsonParser parser, boolean rich) {
        return new DeltaReader(parser, rich, true).operation();
    }

    /** Reads an operation and brings it into canonical form; lengths of zero and empty inserts are refused all the same. */
    public static Operation readCanonicalising(JsonParser parser, boolean rich) {
        return new DeltaReader(parser, rich, false).operation();
    }

    /** Reads the content of a document: a list of inserts in any spelling, or, unless {@code rich}, a string. */
    public static Document readDocument(JsonParser parser, boolean rich) {
        return new DeltaReader(parser, rich, false).document();
    }

    /** Writes the operation as a Delta list. */
    public static void write(JsonGenerator out, Operation operation) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < operation.size(); i++) {
            out.writeStartObject();
            switch (operation.kind(i)) {
                case RETAIN -> out.writeNumberField("retain", operation.length(i));
                case DELETE -> out.writeNumberField("delete", operation.length(i));
                case INSERT -> out.writeStringField("insert", operation.text(i));
                case EMBED -> {
                    Embed embed = operation.embed(i);
                    out.writeObjectFieldStart("insert");
                    out.writeFieldName(embed.type());
                    JsonText.write(out, embed.value());
                    out.writeEndObject();
                }
            }
            Attributes attributes = operation.attributes(i);
            if (!attributes.isEmpty()) {
                out.writeObjectFieldStart("attributes");
                for (Map.Entry<String, JsonValue> attribute :
                        attributes.values().entrySet()) {
                    out.writeFieldName(attribute.getKey());
                    JsonText.write(out, attribute.getValue());
                }
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
