package io.akkord.namespace;

import java.util.Optional;

/** A key of the form {@code type/id}: neither part is empty, and the type holds no slash. */
public record EntityKey(String type, String id) {
    public static Optional<EntityKey> of(String key) {
        int slash = key.indexOf('/');
        return slash <= 0 || slash == key.length() - 1
                ? Optional.empty()
                : Optional.of(new EntityKey(key.substring(0, slash), key.substring(slash + 1)));
    }
}
