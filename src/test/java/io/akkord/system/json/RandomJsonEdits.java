package io.akkord.system.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Operations of json0 that fit a document, of every kind; few names, so that authors meet. */
public final class RandomJsonEdits {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonNode BEGINNING = Json.read("{\"list\":[],\"texts\":{\"a\":\"\"},\"n\":0,\"o\":{}}");

    private final Random random;

    public RandomJsonEdits(Random random) {
        this.random = random;
    }

    /** One to three components, each on what the ones before it left. */
    public JsonEdit next(JsonEdit document, String mark) {
        JsonDoc doc = new JsonDoc(document);
        ArrayNode op = NODES.arrayNode();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectNode component = component(doc.root(), mark);
            op.add(component);
            doc.apply(new JsonEdit(NODES.arrayNode().add(component)));
        }
        return new JsonEdit(op);
    }

    private ObjectNode component(JsonNode root, String mark) {
        if (!root.isObject()) {
            return at(NODES.arrayNode()).<ObjectNode>set("od", root).set("oi", BEGINNING);
        }
        JsonNode value = root;
        ArrayNode path = NODES.arrayNode();
        while (true) {
            boolean stays = path.isEmpty() ? random.nextInt(6) == 0 : random.nextInt(3) == 0;
            if (value instanceof ObjectNode object) {
                if (object.isEmpty() || stays) {
                    return member(path, object, mark);
                }
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                path.add(name);
                value = object.get(name);
            } else if (value instanceof ArrayNode list) {
                if (list.isEmpty() || stays) {
                    return item(path, list, mark);
                }
                int index = random.nextInt(list.size());
                path.add(index);
                value = list.get(index);
            } else if (value.isNumber()) {
                return at(path).put("na", BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(3)));
            } else if (value.isTextual()) {
                return text(path, value.asText(), mark);
            } else {
                boolean inList = path.get(path.size() - 1).isNumber();
                return at(path).<ObjectNode>set(inList ? "ld" : "od", value).set(inList ? "li" : "oi", value(mark));
            }
        }
    }

    private ObjectNode member(ArrayNode path, ObjectNode object, String mark) {
        String name = String.valueOf((char) ('a' + random.nextInt(5)));
        ObjectNode component = at(path.add(name));
        JsonNode there = object.get(name);
        if (there != null) {
            component.set("od", there);
        }
        if (there == null || random.nextBoolean()) {
            component.set("oi", value(mark));
        }
        return component;
    }

    private ObjectNode item(ArrayNode path, ArrayNode list, String mark) {
        int what = list.isEmpty() ? 0 : random.nextInt(list.size() > 12 ? 8 : 5);
        if (what < 2) {
            return at(path.add(random.nextInt(list.size() + 1))).set("li", value(mark));
        }
        int index = random.nextInt(list.size());
        ObjectNode component = at(path.add(index));
        if (what == 2) {
            return component.put("lm", random.nextInt(list.size()));
        }
        component.set("ld", list.get(index));
        return what == 3 ? component.set("li", value(mark)) : component;
    }

    private ObjectNode text(ArrayNode path, String text, String mark) {
        int at = boundary(text, random.nextInt(text.length() + 1));
        int to = boundary(text, Math.min(text.length(), at + 1 + random.nextInt(8)));
        ObjectNode part = NODES.objectNode().put("p", at);
        if (to > at && random.nextInt(text.length() > 60 ? 2 : 5) == 0) {
            part.put("d", text.substring(at, to));
        } else {
            part.put("i", random.nextInt(4) == 0 ? "\uD83D\uDE00" : mark);
        }
        return at(path).put("t", "text0").set("o", NODES.arrayNode().add(part));
    }

    private static int boundary(String text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at - 1 : at;
    }

    private JsonNode value(String mark) {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.numberNode(BigDecimal.valueOf(random.nextInt(1_000), 1));
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.nullNode();
            case 3 -> NODES.objectNode().put("a", mark);
            case 4 -> NODES.arrayNode().add(mark).add(random.nextInt(10));
            default -> NODES.textNode(mark);
        };
    }

    private static ObjectNode at(ArrayNode path) {
        return NODES.objectNode().set("p", path);
    }
}
