package io.akkord.namespace;

import io.akkord.kind.KeyPattern;
import java.util.List;

/**
 * What is configured for a namespace.
 *
 * @param transientKeys whose values are never stored
 * @param encryptedKeys whose values are stored encrypted, unless they are transient
 * @param schema the version that values are made for
 * @param migrations from older ones
 * @param batchMillis how long submissions are collected; 0 for not at all
 */
public record NamespaceRules(
        List<KeyPattern> transientKeys,
        List<KeyPattern> encryptedKeys,
        int schema,
        SchemaChain migrations,
        long batchMillis,
        NamespaceLimits limits) {
    public static final NamespaceRules DEFAULT =
            new NamespaceRules(List.of(), List.of(), 1, SchemaChain.NONE, 0, NamespaceLimits.DEFAULT);

    public NamespaceRules {
        transientKeys = List.copyOf(transientKeys);
        encryptedKeys = List.copyOf(encryptedKeys);
    }

    Storing storing(String key) {
        if (matches(transientKeys, key)) {
            return Storing.TRANSIENT;
        }
        return matches(encryptedKeys, key) ? Storing.ENCRYPTED : Storing.PLAIN;
    }

    private static boolean matches(List<KeyPattern> patterns, String key) {
        for (KeyPattern pattern : patterns) {
            if (pattern.matches(key)) {
                return true;
            }
        }
        return false;
    }
}
