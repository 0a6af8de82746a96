package io.akkord.system.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.akkord.system.delta.Change;
import io.akkord.system.delta.Model;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/** A document of JSON, changed in place. What a component removes must be what is there. */
public final class JsonDoc implements Model {
    /** The document is the one member of this object, so that it can be replaced like any other. */
    private final ObjectNode holder = JsonNodeFactory.instance.objectNode();

    public JsonDoc() {
        this(JsonEdit.NULL);
    }

    public JsonDoc(JsonEdit content) {
        holder.set("", content.json().deepCopy());
    }

    public JsonNode root() {
        return holder.get("");
    }

    @Override
    public JsonEdit content() {
        return new JsonEdit(root());
    }

    @Override
    public void apply(Change op) {
        for (JsonNode component : ((JsonEdit) op).json()) {
            apply(component);
        }
    }

    private void apply(JsonNode component) {
        JsonNode path = component.get("p");
        JsonNode container = holder;
        JsonNode key = TextNode.valueOf("");
        for (JsonNode step : path) {
            container = at(container, key);
            key = step;
        }
        if (component.has("na")) {
            require(at(container, key).isNumber(), component);
            set(container, key, sum(at(container, key), component.get("na")));
        } else if (component.has("t")) {
            set(container, key, text(at(container, key), component));
        } else if (component.has("lm")) {
            ArrayNode list = (ArrayNode) container;
            list.insert(component.get("lm").asInt(), list.remove(key.asInt()));
        } else if (container instanceof ArrayNode list) {
            change(list, key.asInt(), component);
        } else {
            change((ObjectNode) container, key.asText(), component);
        }
    }

    private static void change(ArrayNode list, int index, JsonNode component) {
        require(!component.has("oi") && !component.has("od") && index <= list.size(), component);
        if (component.has("ld")) {
            require(same(component.get("ld"), list.get(index)), component);
            list.remove(index);
        }
        if (component.has("li")) {
            list.insert(index, component.get("li").deepCopy());
        }
    }

    private static void change(ObjectNode object, String name, JsonNode component) {
        require(!component.has("li") && !component.has("ld"), component);
        JsonNode there = object.remove(name);
        require(component.has("od") ? there != null && same(component.get("od"), there) : there == null, component);
        if (component.has("oi")) {
            object.set(name, component.get("oi").deepCopy());
        }
    }

    /** But for the last digits of sums, which depend on the order in which was added. */
    private static boolean same(JsonNode named, JsonNode there) {
        if (named.isNumber() && there.isNumber()) {
            double larger = Math.max(1, Math.max(Math.abs(named.doubleValue()), Math.abs(there.doubleValue())));
            return Math.abs(named.doubleValue() - there.doubleValue()) <= 1e-9 * larger;
        }
        if (named.isContainerNode() && there.isContainerNode()) {
            boolean alike = named.getNodeType() == there.getNodeType() && named.size() == there.size();
            Iterator<Map.Entry<String, JsonNode>> members = named.fields();
            while (alike && members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                alike = there.has(member.getKey()) && same(member.getValue(), there.get(member.getKey()));
            }
            for (int i = 0; alike && named.isArray() && i < named.size(); i++) {
                alike = same(named.get(i), there.get(i));
            }
            return alike;
        }
        return named.equals(there);
    }

    /** As ECMAScript adds, and spelled with the fewest digits. */
    private static JsonNode sum(JsonNode there, JsonNode added) {
        return JsonEdit.number(new BigDecimal(NumberOutput.toString(there.doubleValue() + added.doubleValue(), true)));
    }

    private static JsonNode text(JsonNode there, JsonNode component) {
        require(there.isTextual() && component.get("t").asText().equals("text0"), component);
        StringBuilder text = new StringBuilder(there.asText());
        for (JsonNode part : component.get("o")) {
            int at = part.get("p").asInt();
            if (part.has("i")) {
                text.insert(at, part.get("i").asText());
            } else {
                String removed = part.get("d").asText();
                require(text.substring(at, at + removed.length()).equals(removed), component);
                text.delete(at, at + removed.length());
            }
        }
        return TextNode.valueOf(text.toString());
    }

    private static JsonNode at(JsonNode container, JsonNode key) {
        JsonNode there = container instanceof ArrayNode ? container.get(key.asInt()) : container.get(key.asText());
        if (there == null) {
            throw new IllegalArgumentException("nothing at " + key);
        }
        return there;
    }

    private static void set(JsonNode container, JsonNode key, JsonNode value) {
        if (container instanceof ArrayNode list) {
            list.set(key.asInt(), value);
        } else {
            ((ObjectNode) container).set(key.asText(), value);
        }
    }

    private static void require(boolean holds, JsonNode component) {
        if (!holds) {
            throw new IllegalArgumentException("does not fit: " + component);
        }
    }
}
