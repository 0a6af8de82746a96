package io.akkord.middleware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.json.JsonArray;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;

/** JSON values in the form that the schema validator knows. */
final class JsonNodes {
    /** Beyond this many places before or behind the point, counting with a number would take longer than it is worth. */
    private static final int MAX_PLACES = 400;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    /** None if the value holds a number with more than 400 places before or behind its point. */
    static Optional<JsonNode> of(JsonValue value) {
        return isCountable(value) ? Optional.of(node(value)) : Optional.empty();
    }

    private static boolean isCountable(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.isWithin(MAX_PLACES);
        }
        if (value instanceof JsonArray array) {
            return array.items().stream().allMatch(JsonNodes::isCountable);
        }
        return !(value instanceof JsonObject object)
                || object.members().values().stream().allMatch(JsonNodes::isCountable);
    }

    private static JsonNode node(JsonValue value) {
        if (value instanceof JsonObject object) {
            ObjectNode node = NODES.objectNode();
            object.members().forEach((name, member) -> node.set(name, node(member)));
            return node;
        }
        if (value instanceof JsonArray array) {
            ArrayNode node = NODES.arrayNode(array.size());
            array.items().forEach(item -> node.add(node(item)));
            return node;
        }
        if (value instanceof JsonString string) {
            return NODES.textNode(string.value());
        }
        if (value instanceof JsonNumber number) {
            return number(new BigDecimal(number.text()));
        }
        return value instanceof JsonBoolean truth ? NODES.booleanNode(truth.value()) : NODES.nullNode();
    }

    /** Whole numbers as such, however they were written: in JSON Schema 1.0 is an integer. */
    private static JsonNode number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 ? NODES.numberNode(plain.toBigIntegerExact()) : NODES.numberNode(plain);
    }
}
