package io.akkord.spi;

import io.akkord.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * What is committed of a namespace, read-only. It does not change while one looks at it. A submission that only sets and deletes keys and
 * adds to the registry may find it behind by what others submit at the same moment; any other one sees what it will be decided on.
 */
public interface NamespaceView {
    /** How many keys there are. */
    int size();

    Optional<JsonValue> get(String key);

    /** The keys that begin with a prefix and their values, in key order; unmodifiable. All of them for an empty prefix. */
    Map<String, JsonValue> startingWith(String prefix);
}
