package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A submission to a namespace, as it is sent and sent again.
 *
 * @param base {@link #NONE} where it knows no conflicts
 * @param strategy empty where it is not said
 * @param resolves whether it answers a conflict
 */
public record Changes(long seq, long base, String strategy, ArrayNode list, boolean resolves) {
    public static final long NONE = -1;

    /** No changes yet, to add to. */
    public static ArrayNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ObjectNode set(String key, JsonNode value) {
        ObjectNode change = Json.object().put("op", "set").put("key", key);
        change.set("value", value);
        return change;
    }

    public static ObjectNode delete(String key) {
        return Json.object().put("op", "delete").put("key", key);
    }

    /** Whether nothing of it can be committed where others were first. */
    public boolean rejects() {
        return resolves || strategy.equals("reject");
    }

    public boolean patches() {
        return list.findValuesAsText("op").contains("patch");
    }

    /** Whether it may be refused for what others do, so that a second copy of it may get another answer than the first. */
    public boolean mayBeRefused() {
        return rejects() || patches();
    }

    /** What it does, where that can be told from it alone: it only sets and deletes. */
    public Optional<ArrayNode> plain() {
        ArrayNode effects = none();
        for (JsonNode change : list) {
            switch (change.path("op").asText()) {
                case "set" ->
                    effects.addObject().put("key", change.path("key").asText()).set("value", change.get("value"));
                case "delete" ->
                    effects.addObject().put("key", change.path("key").asText()).put("deleted", true);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(effects);
    }

    public ObjectNode message(String object) {
        ObjectNode message = Json.message(resolves ? "CONFLICT_RESOLUTION" : "STATE_PATCH", object);
        message.withObject("/payload").set("changes", list);
        ObjectNode meta = message.putObject("meta").put("seq", seq);
        if (base != NONE) {
            meta.put("version", base);
        }
        if (!strategy.isEmpty()) {
            meta.put("strategy", strategy);
        }
        return message;
    }
}
