package io.akkord.system.delta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Attribute maps: null as a value means removal. */
final class Attributes {
    private Attributes() {}

    static Map<String, JsonNode> parse(JsonNode node) {
        if (node == null) {
            return Map.of();
        }
        Map<String, JsonNode> parsed = new TreeMap<>();
        node.fields().forEachRemaining(e -> parsed.put(e.getKey(), e.getValue()));
        return parsed;
    }

    /** {@code first}, then {@code second}; removals stay visible only where {@code keepNull}. */
    static Map<String, JsonNode> compose(Map<String, JsonNode> first, Map<String, JsonNode> second, boolean keepNull) {
        if (second.isEmpty() && first.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> both = new TreeMap<>(first);
        both.putAll(second);
        if (!keepNull) {
            both.values().removeIf(JsonNode::isNull);
        }
        return both;
    }

    /** {@code later} as it acts after {@code earlier}; with {@code earlierWins} a key both set stays as the earlier set it. */
    static Map<String, JsonNode> transform(
            Map<String, JsonNode> earlier, Map<String, JsonNode> later, boolean earlierWins) {
        if (!earlierWins || earlier.isEmpty() || later.isEmpty()) {
            return later;
        }
        Map<String, JsonNode> left = new TreeMap<>(later);
        left.keySet().removeAll(earlier.keySet());
        return left;
    }
}
