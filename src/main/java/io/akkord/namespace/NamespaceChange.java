package io.akkord.namespace;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import java.util.OptionalLong;

/** One change of a submission. Its effects on single keys are {@link Effect}s. Texts for people ({@code toString}) hold no values. */
public sealed interface NamespaceChange {
    /**
     * Stores a value.
     *
     * @param ttl seconds until the namespace itself deletes the key; empty for never, whatever was said before
     */
    record Set(String key, JsonValue value, OptionalLong ttl) implements NamespaceChange {
        public static Set of(String key, JsonValue value) {
            return new Set(key, value, OptionalLong.empty());
        }

        @Override
        public String toString() {
            return "set " + key;
        }
    }

    record Delete(String key) implements NamespaceChange {}

    /** Removes all keys; the registry stays. */
    record Clear() implements NamespaceChange {}

    /** Applies a JSON Merge Patch to what is under the key, {@code null} where nothing is. */
    record Merge(String key, JsonValue value) implements NamespaceChange {
        @Override
        public String toString() {
            return "merge " + key;
        }
    }

    /** Applies a JSON Patch to what is under the key, which must be there. */
    record Patch(String key, JsonPatch patch) implements NamespaceChange {
        @Override
        public String toString() {
            return "patch " + key;
        }
    }

    /**
     * Writes the values of a snapshot that differ from what is there.
     *
     * @param snapshot values by key
     * @param replace whether keys that it does not hold are removed
     */
    record Restore(JsonObject snapshot, boolean replace) implements NamespaceChange {
        @Override
        public String toString() {
            return (replace ? "restore to " : "restore ") + snapshot.size() + " keys";
        }
    }

    /**
     * Adds an MFE to the registry, or replaces the one of its id.
     *
     * @param mfe with {@code id}; {@code registeredAt} is the server's
     * @param ephemeral whether it is unregistered when its client has been gone for a while
     */
    record Register(JsonObject mfe, boolean ephemeral) implements NamespaceChange {
        @Override
        public String toString() {
            return "register";
        }
    }

    /** Removes an MFE and every key that starts with its id and a colon. */
    record Unregister(String mfe) implements NamespaceChange {}
}
