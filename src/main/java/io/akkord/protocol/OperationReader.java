package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonArray;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.Json0Refused;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationRefused;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an operation on a room whatever the room's type is, which need not be known: a list whose first component begins with a member
 * that Delta does not have is one of json0. So what a message says does not depend on how its sender joined.
 */
public final class OperationReader {
    private static final Set<String> DELTA = Set.of("retain", "insert", "delete", "attributes");

    private OperationReader() {}

    /**
     * Reads the operation that starts at the parser's current token and leaves the parser on its last one. What is no operation is {@link
     * RoomCommand.Malformed}; what is no JSON ends in a {@link JsonFault}.
     *
     * @param type what the room becomes where it does not exist
     * @param strict whether a Delta that is not canonical is refused
     */
    public static RoomCommand read(JsonParser parser, RoomType type, boolean strict) {
        boolean list = parser.currentToken() == JsonToken.START_ARRAY;
        int outside = parser.getParsingContext().getNestingDepth() - (list ? 1 : 0);
        try {
            DeltaReader delta = new DeltaReader(parser, true, strict);
            return list ? list(parser, type, delta, outside) : new RoomCommand.Edit(type, delta.operation());
        } catch (OperationRefused refused) {
            return new RoomCommand.Malformed(refused.fault().reason());
        } catch (Json0Refused refused) {
            return new RoomCommand.Malformed(refused.fault().reason());
        } catch (JsonFault fault) {
            if (!JsonText.goesOn(parser, fault)) {
                throw fault;
            }
            leave(parser, outside);
            return new RoomCommand.Malformed(fault.reason().sentence());
        } catch (IOException malformed) {
            throw JsonFault.of(malformed);
        }
    }

    private static RoomCommand list(JsonParser parser, RoomType type, DeltaReader delta, int outside)
            throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_ARRAY) {
            return new RoomCommand.Edit(type, Operation.EMPTY);
        }
        String name = first == JsonToken.START_OBJECT ? parser.nextFieldName() : null;
        return name == null || DELTA.contains(name)
                ? new RoomCommand.Edit(type, delta.begunOperation(outside))
                : new RoomCommand.EditJson(type, json0(parser));
    }

    /** Passes over what is left of the operation. */
    private static void leave(JsonParser parser, int outside) {
        try {
            while (parser.getParsingContext().getNestingDepth() > outside) {
                parser.nextToken();
            }
        } catch (IOException malformed) {
            throw JsonFault.of(malformed);
        }
    }

    /** The parser stands on the first name in the first component. */
    private static Json0Operation json0(JsonParser parser) throws IOException {
        List<JsonValue> components = new ArrayList<>();
        components.add(begunObject(parser));
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            components.add(JsonText.parse(parser));
        }
        return Json0Form.read(new JsonArray(components));
    }

    private static JsonObject begunObject(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.currentToken() != JsonToken.END_OBJECT) {
            String name = JsonText.checked(parser.currentName());
            parser.nextToken();
            members.put(name, JsonText.parse(parser));
            parser.nextToken();
        }
        return new JsonObject(members);
    }
}
