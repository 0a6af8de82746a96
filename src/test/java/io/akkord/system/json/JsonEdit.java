package io.akkord.system.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.delta.Change;
import java.math.BigDecimal;

/** An operation of json0, or a document, as JSON; numbers are compared by value. */
public record JsonEdit(JsonNode json) implements Change {
    public static final JsonEdit NULL = new JsonEdit(JsonNodeFactory.instance.nullNode());

    public JsonEdit {
        json = plain(json);
    }

    /** A copy with every number in one spelling. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(member -> copy.set(member.getKey(), plain(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return node.isNumber() ? number(node.decimalValue()) : node;
    }

    static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
