package io.akkord.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the routing table.
 *
 * @param method as in the request line; {@code GET} also serves {@code HEAD}
 * @param pattern path segments; <code>{name}</code> captures one
 * @param parameters of the query that it knows
 * @param needs what its caller must be allowed
 */
record Route(String method, List<String> pattern, Set<String> parameters, Needs needs, Endpoint endpoint) {
    Route {
        pattern = List.copyOf(pattern);
        parameters = Set.copyOf(parameters);
    }

    /** @param path such as <code>/v1/rooms/{id}</code> */
    static Route of(String method, String path, Needs needs, Endpoint endpoint) {
        return new Route(method, List.of(path.substring(1).split("/", -1)), Set.of(), needs, endpoint);
    }

    /** The same with parameters in its query. */
    Route taking(String... names) {
        return new Route(method, pattern, Set.of(names), needs, endpoint);
    }

    /** The path as in {@link #of}. */
    String path() {
        return "/" + String.join("/", pattern);
    }

    /** What the pattern captures, if the segments match it. */
    Optional<Map<String, String>> match(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return Optional.empty();
        }
        Map<String, String> captured = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String expected = pattern.get(i);
            if (expected.startsWith("{")) {
                captured.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(captured);
    }
}
