package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a namespace a client follows, and which keys that are, as the tests understand the protocol. The registry is everybody's.
 *
 * @param whole everything; then there are neither keys nor patterns
 * @param entities whether it wants to hear of each entity
 */
public record Scope(boolean whole, Set<String> keys, List<String> patterns, boolean entities) {
    public static final Scope ALL = new Scope(true, Set.of(), List.of(), false);

    public static Scope of(Set<String> keys, String... patterns) {
        return new Scope(false, keys, List.of(patterns), false);
    }

    public Scope withEntities() {
        return new Scope(whole, keys, patterns, true);
    }

    public boolean covers(String key) {
        return whole || keys.contains(key) || patterns.stream().anyMatch(p -> matches(p, key));
    }

    /** Whether a client of this scope is told of an effect. */
    public boolean coversEffect(JsonNode effect) {
        return effect.has("mfe") || covers(effect.path("key").asText());
    }

    private static boolean matches(String pattern, String key) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(key).matches();
    }

    void writeTo(ObjectNode payload) {
        if (!whole) {
            var names = payload.putArray("keys");
            keys.forEach(names::add);
            var like = payload.putArray("patterns");
            patterns.forEach(like::add);
        }
        if (entities) {
            payload.put("events", "entity");
        }
    }
}
