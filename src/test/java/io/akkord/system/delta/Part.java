package io.akkord.system.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/**
 * One component of an operation.
 *
 * @param length in UTF-16 code units; 1 for an embed
 * @param text what is inserted; empty for an embed and for other kinds
 * @param embed what is inserted where it is not text; null otherwise
 * @param attributes of an insert or a retain; empty for none
 */
public record Part(Kind kind, int length, String text, JsonNode embed, Map<String, JsonNode> attributes) {
    public enum Kind {
        INSERT,
        RETAIN,
        DELETE
    }

    public static Part insert(String text, Map<String, JsonNode> attributes) {
        return new Part(Kind.INSERT, text.length(), text, null, attributes);
    }

    public static Part insert(String text) {
        return insert(text, Map.of());
    }

    public static Part embed(JsonNode embed, Map<String, JsonNode> attributes) {
        return new Part(Kind.INSERT, 1, "", embed, attributes);
    }

    public static Part retain(int length, Map<String, JsonNode> attributes) {
        return new Part(Kind.RETAIN, length, "", null, attributes);
    }

    public static Part retain(int length) {
        return retain(length, Map.of());
    }

    public static Part delete(int length) {
        return new Part(Kind.DELETE, length, "", null, Map.of());
    }

    public boolean is(Kind other) {
        return kind == other;
    }

    public boolean isPlainRetain() {
        return kind == Kind.RETAIN && attributes.isEmpty();
    }

    public Part with(Map<String, JsonNode> other) {
        return new Part(kind, length, text, embed, other);
    }

    /** The piece of {@code count} units that starts {@code from} units into this part. */
    public Part piece(int from, int count) {
        if (from == 0 && count == length) {
            return this;
        }
        return switch (kind) {
            case INSERT -> insert(text.substring(from, from + count), attributes);
            case RETAIN -> retain(count, attributes);
            case DELETE -> delete(count);
        };
    }

    /** Whether {@code next}, standing right after this part, is to be merged into it. */
    public boolean joins(Part next) {
        return kind == next.kind && embed == null && next.embed == null && attributes.equals(next.attributes);
    }

    public Part joined(Part next) {
        return switch (kind) {
            case INSERT -> insert(text + next.text, attributes);
            case RETAIN -> retain(length + next.length, attributes);
            case DELETE -> delete(length + next.length);
        };
    }

    static Part parse(JsonNode node) {
        Map<String, JsonNode> attributes = Attributes.parse(node.get("attributes"));
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("attributes") && node.size() != (node.has("attributes") ? 2 : 1)) {
                throw new IllegalArgumentException("a component with other fields: " + node);
            }
        }
        if (node.has("insert")) {
            JsonNode inserted = node.get("insert");
            return inserted.isTextual() ? insert(inserted.textValue(), attributes) : embed(inserted, attributes);
        }
        if (node.has("retain") && node.get("retain").isIntegralNumber()) {
            return retain(node.get("retain").intValue(), attributes);
        }
        if (node.has("delete") && node.get("delete").isIntegralNumber()) {
            return delete(node.get("delete").intValue());
        }
        throw new IllegalArgumentException("not a component: " + node);
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (kind) {
            case INSERT -> {
                if (embed == null) {
                    node.put("insert", text);
                } else {
                    node.set("insert", embed);
                }
            }
            case RETAIN -> node.put("retain", length);
            case DELETE -> node.put("delete", length);
        }
        if (!attributes.isEmpty()) {
            node.set("attributes", JsonNodeFactory.instance.objectNode().setAll(attributes));
        }
        return node;
    }
}
