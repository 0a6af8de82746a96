package io.akkord.kind;

import java.util.Optional;

/**
 * A key of the form {@code type/id}, which names an entity.
 *
 * @param type what stands before the first slash
 * @param id all that stands behind it
 */
public record EntityKey(String type, String id) {
    /** Empty for a key that names none. */
    public static Optional<EntityKey> of(String key) {
        int slash = key.indexOf('/');
        return slash > 0 && slash < key.length() - 1
                ? Optional.of(new EntityKey(key.substring(0, slash), key.substring(slash + 1)))
                : Optional.empty();
    }
}
