package io.akkord.spi;

import static java.util.Objects.requireNonNull;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import java.util.OptionalLong;

/**
 * One change of a submission to a namespace, as PROTOCOL names them. Texts of these for people ({@code toString}) hold keys and no
 * values, so that a log line cannot give one away.
 */
public sealed interface Change {
    /** @param ttl seconds until the object itself deletes the key */
    record Set(String key, JsonValue value, OptionalLong ttl) implements Change {
        public Set {
            requireNonNull(key);
            requireNonNull(value);
            requireNonNull(ttl);
        }

        public static Set of(String key, JsonValue value) {
            return new Set(key, value, OptionalLong.empty());
        }

        @Override
        public String toString() {
            return "set " + key;
        }
    }

    record Delete(String key) implements Change {
        public Delete {
            requireNonNull(key);
        }

        @Override
        public String toString() {
            return "delete " + key;
        }
    }

    /** Removes all keys. */
    record Clear() implements Change {
        @Override
        public String toString() {
            return "clear";
        }
    }

    /** A JSON Merge Patch of one value. */
    record Merge(String key, JsonValue value) implements Change {
        public Merge {
            requireNonNull(key);
            requireNonNull(value);
        }

        @Override
        public String toString() {
            return "merge " + key;
        }
    }

    /** A JSON Patch of one value. */
    record Patch(String key, JsonPatch patch) implements Change {
        public Patch {
            requireNonNull(key);
            requireNonNull(patch);
        }

        @Override
        public String toString() {
            return "patch " + key;
        }
    }

    /**
     * Writes a snapshot.
     *
     * @param snapshot values by key
     * @param replace whether keys that it does not name are removed
     */
    record Restore(JsonObject snapshot, boolean replace) implements Change {
        public Restore {
            requireNonNull(snapshot);
        }

        @Override
        public String toString() {
            return (replace ? "restore to " : "restore ") + snapshot.size() + " keys";
        }
    }

    /**
     * Adds a micro-frontend to the registry.
     *
     * @param mfe as submitted, with its id
     * @param ephemeral whether it goes with its session
     */
    record Register(JsonObject mfe, boolean ephemeral) implements Change {
        public Register {
            requireNonNull(mfe);
        }

        @Override
        public String toString() {
            return "register";
        }
    }

    /** Removes a micro-frontend and every key that starts with its id and a colon. */
    record Unregister(String mfe) implements Change {
        public Unregister {
            requireNonNull(mfe);
        }

        @Override
        public String toString() {
            return "unregister " + mfe;
        }
    }
}
