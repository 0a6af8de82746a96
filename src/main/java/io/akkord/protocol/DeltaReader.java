package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.ot.Attributes;
import io.akkord.ot.Document;
import io.akkord.ot.Embed;
import io.akkord.ot.Kind;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationBuilder;
import io.akkord.ot.OperationFault;
import io.akkord.ot.OperationRefused;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one value of the forms of {@link DeltaJson}, where the promises about the parser stand. */
final class DeltaReader {
    /** Of what lies in a component of a list, so that the list is nested no deeper than input may. */
    private static final int MAX_DEPTH = JsonLimits.DEFAULT.depth() - 2;

    private final JsonParser parser;
    private final boolean rich;
    private final boolean strict;

    /**
     * @param rich whether attributes and embeds are allowed
     * @param strict whether what is not canonical is refused
     */
    DeltaReader(JsonParser parser, boolean rich, boolean strict) {
        this.parser = parser;
        this.rich = rich;
        this.strict = strict;
    }

    Operation operation() {
        return read(this::operation);
    }

    /**
     * An operation whose list has begun, {@code outside} levels deep: the parser stands on its first item, or, where that is an object,
     * on what follows the object's beginning.
     */
    Operation begunOperation(int outside) throws IOException {
        return read(token -> list(false, true), parser.currentToken(), outside);
    }

    Document document() {
        return read(this::document);
    }

    private interface Reading<T> {
        T read(JsonToken token) throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            JsonToken token = parser.currentToken() == null ? parser.nextToken() : parser.currentToken();
            if (token == null) {
                throw new JsonFault(JsonFault.Reason.MALFORMED);
            }
            int outside = parser.getParsingContext().getNestingDepth() - (token.isStructStart() ? 1 : 0);
            return read(reading, token, outside);
        } catch (IOException malformed) {
            throw JsonFault.of(malformed);
        }
    }

    /** Reads one value; after a refusal passes over what is left of it. */
    private <T> T read(Reading<T> reading, JsonToken token, int outside) throws IOException {
        try {
            return reading.read(token);
        } catch (OperationRefused refused) {
            while (parser.getParsingContext().getNestingDepth() > outside) {
                if (parser.nextToken() == null) {
                    throw new JsonFault(JsonFault.Reason.MALFORMED);
                }
            }
            throw refused;
        }
    }

    private Document document(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && !rich) {
            return Document.ofText(parser.getText());
        }
        if (token != JsonToken.START_ARRAY) {
            throw new OperationRefused(OperationFault.NOT_A_DOCUMENT);
        }
        return Document.of(list(true, false));
    }

    private Operation operation(JsonToken token) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            return list(false, false);
        }
        if (token == JsonToken.START_OBJECT) {
            return simpleForm();
        }
        throw new OperationRefused(OperationFault.NOT_A_LIST);
    }

    /** @param begun whether the parser is in the first component already */
    private Operation list(boolean insertsOnly, boolean begun) throws IOException {
        OperationBuilder out = Operation.builder();
        Component last = null;
        for (boolean within = begun; within || parser.nextToken() != JsonToken.END_ARRAY; within = false) {
            Component component = within ? begunComponent() : component();
            if (insertsOnly && component.content() == null) {
                throw new OperationRefused(OperationFault.NOT_A_DOCUMENT);
            }
            if (strict && last != null) {
                refuseNonCanonical(last, component);
            }
            component.addTo(out);
            last = component;
        }
        if (strict
                && last != null
                && last.kind() == Kind.RETAIN
                && last.attributes().isEmpty()) {
            throw new OperationRefused(OperationFault.TRAILING_RETAIN);
        }
        return out.build();
    }

    private static void refuseNonCanonical(Component last, Component next) {
        boolean inserts = next.kind() == Kind.INSERT || next.kind() == Kind.EMBED;
        if (last.kind() == Kind.DELETE && inserts) {
            throw new OperationRefused(OperationFault.DELETE_FIRST);
        }
        if (last.kind() == next.kind()
                && next.kind() != Kind.EMBED
                && last.attributes().equals(next.attributes())) {
            throw new OperationRefused(OperationFault.UNMERGED);
        }
    }

    /** One component as it was read; {@code content} is a String, an Embed or null. */
    private record Component(
            Kind kind, int length, @Nullable Object content, Attributes attributes) {
        void addTo(OperationBuilder out) {
            if (content instanceof String text) {
                out.insert(text, attributes);
            } else if (content instanceof Embed embed) {
                out.insert(embed, attributes);
            } else if (kind == Kind.DELETE) {
                out.delete(length);
            } else {
                out.retain(length, attributes);
            }
        }
    }

    private Component component() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new OperationRefused(OperationFault.BAD_COMPONENT);
        }
        parser.nextToken();
        return begunComponent();
    }

    /** The parser stands behind the beginning of an object. */
    private Component begunComponent() throws IOException {
        JsonToken begin = parser.currentToken();
        if (begin != JsonToken.FIELD_NAME && begin != JsonToken.END_OBJECT) {
            throw new OperationRefused(OperationFault.BAD_COMPONENT);
        }
        Kind kind = null;
        int length = 0;
        Object content = null;
        Attributes attributes = null;
        for (JsonToken at = begin; at != JsonToken.END_OBJECT; at = parser.nextToken()) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("attributes")) {
                attributes = attributes(token);
                continue;
            }
            if (kind != null) {
                throw new OperationRefused(OperationFault.BAD_COMPONENT);
            }
            switch (name) {
                case "retain" -> {
                    kind = Kind.RETAIN;
                    length = length(token, 1);
                }
                case "delete" -> {
                    kind = Kind.DELETE;
                    length = length(token, 1);
                }
                case "insert" -> {
                    content = token == JsonToken.VALUE_STRING ? nonEmptyText() : embed(token);
                    kind = content instanceof Embed ? Kind.EMBED : Kind.INSERT;
                }
                default -> throw new OperationRefused(OperationFault.BAD_COMPONENT);
            }
        }
        if (kind == null) {
            throw new OperationRefused(OperationFault.BAD_COMPONENT);
        }
        if (attributes != null && kind == Kind.DELETE) {
            throw new OperationRefused(OperationFault.BAD_ATTRIBUTES);
        }
        return new Component(kind, length, content, attributes == null ? Attributes.NONE : attributes);
    }

    private Attributes attributes(JsonToken token) throws IOException {
        if (!rich) {
            throw new OperationRefused(OperationFault.NOT_PLAIN);
        }
        if (token != JsonToken.START_OBJECT) {
            throw new OperationRefused(OperationFault.BAD_ATTRIBUTES);
        }
        Attributes attributes = Attributes.of(object());
        if (strict && attributes.isEmpty()) {
            throw new OperationRefused(OperationFault.EMPTY_ATTRIBUTES);
        }
        return attributes;
    }

    private Embed embed(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new OperationRefused(OperationFault.BAD_INSERT);
        }
        if (!rich) {
            throw new OperationRefused(OperationFault.NOT_PLAIN);
        }
        Map<String, JsonValue> members = object().members();
        if (members.size() != 1) {
            throw new OperationRefused(OperationFault.BAD_INSERT);
        }
        Map.Entry<String, JsonValue> only = members.entrySet().iterator().next();
        return new Embed(only.getKey(), only.getValue());
    }

    private Operation simpleForm() throws IOException {
        String type = "";
        int position = -1;
        int length = -1;
        String content = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> {
                    if (token != JsonToken.VALUE_STRING) {
                        throw new OperationRefused(OperationFault.BAD_SIMPLE_FORM);
                    }
                    type = parser.getText();
                }
                case "position" -> position = length(token, 0);
                case "length" -> length = length(token, 1);
                case "content" -> {
                    if (token != JsonToken.VALUE_STRING) {
                        throw new OperationRefused(OperationFault.BAD_SIMPLE_FORM);
                    }
                    content = nonEmptyText();
                }
                default -> throw new OperationRefused(OperationFault.BAD_SIMPLE_FORM);
            }
        }
        if (position >= 0 && type.equals("insert") && content != null && length < 0) {
            return Operation.insert(position, content);
        }
        if (position >= 0 && type.equals("delete") && (content != null || length > 0)) {
            if (content == null) {
                return Operation.delete(position, length);
            }
            if (length < 0 || length == content.length()) {
                return Operation.delete(position, content.length());
            }
        }
        throw new OperationRefused(OperationFault.BAD_SIMPLE_FORM);
    }

    private int length(JsonToken token, int least) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT || parser.getText().charAt(0) == '-') {
            throw new OperationRefused(OperationFault.BAD_LENGTH);
        }
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
            throw new OperationRefused(OperationFault.TOO_LONG);
        }
        int length = parser.getIntValue();
        if (length < least) {
            throw new OperationRefused(OperationFault.BAD_LENGTH);
        }
        return length;
    }

    private String nonEmptyText() throws IOException {
        String text = parser.getText();
        if (text.isEmpty()) {
            throw new OperationRefused(OperationFault.EMPTY_INSERT);
        }
        return text;
    }

    /** The object that starts here. Its strings are checked as those of the operation are, and refused as part of it. */
    private JsonObject object() {
        try {
            JsonObject object = (JsonObject) JsonText.parse(parser);
            if (object.depth() > MAX_DEPTH) {
                throw new JsonFault(JsonFault.Reason.TOO_DEEP);
            }
            return object;
        } catch (JsonFault fault) {
            throw fault.reason() == JsonFault.Reason.BAD_TEXT ? new OperationRefused(OperationFault.BAD_TEXT) : fault;
        }
    }
}
