package io.akkord.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes values of what a parser reads. A fault that the parser itself does not find leaves it between two tokens. */
final class ValueReader {
    private final JsonParser parser;
    private final JsonLimits limits;

    ValueReader(JsonParser parser) {
        this.parser = parser;
        this.limits = ReadConstraints.limits(parser);
    }

    JsonValue read(@Nullable JsonToken token) throws IOException {
        return value(token, limits.depth());
    }

    /** @param depth arrays and objects that may still lie inside each other */
    private JsonValue value(@Nullable JsonToken token, int depth) throws IOException {
        if (token == null) {
            throw new JsonFault(JsonFault.Reason.MALFORMED);
        }
        if (token.isStructStart() && depth == 0) {
            throw new JsonFault(JsonFault.Reason.TOO_DEEP);
        }
        return switch (token) {
            case START_OBJECT -> object(depth - 1);
            case START_ARRAY -> array(depth - 1);
            case VALUE_STRING -> new JsonString(JsonText.checked(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(number(parser.getText()));
            case VALUE_TRUE -> JsonBoolean.TRUE;
            case VALUE_FALSE -> JsonBoolean.FALSE;
            case VALUE_NULL -> JsonNull.INSTANCE;
            default -> throw new JsonFault(JsonFault.Reason.MALFORMED);
        };
    }

    private String number(String text) {
        if (!limits.allowsNumber(text)) {
            throw new JsonFault(JsonFault.Reason.NUMBER_TOO_LONG);
        }
        return text;
    }

    private String name(String text) {
        if (!limits.allowsName(text)) {
            throw new JsonFault(JsonFault.Reason.NAME_TOO_LONG);
        }
        return JsonText.checked(text);
    }

    private JsonValue object(int depth) throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return JsonObject.EMPTY;
        }
        LinkedHashMap<String, JsonValue> members = new LinkedHashMap<>(4);
        do {
            String name = name(parser.currentName());
            if (members.put(name, value(parser.nextToken(), depth)) != null) {
                throw new JsonFault(JsonFault.Reason.DUPLICATE_NAME);
            }
        } while (parser.nextToken() != JsonToken.END_OBJECT);
        return new JsonObject(members);
    }

    private JsonValue array(int depth) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return JsonArray.EMPTY;
        }
        List<JsonValue> items = new ArrayList<>();
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, depth));
        }
        return new JsonArray(items);
    }
}
