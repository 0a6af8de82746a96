package io.akkord.namespace;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.ArrayShift;
import java.util.List;

/** What a commit does to one key or one MFE. Texts for people ({@code toString}) hold no values. */
public sealed interface Effect {
    /**
     * A key has a value.
     *
     * @param value {@code null} where it is {@link Storing#LOST}
     * @param ttl seconds from the commit on; {@link #NO_TTL}, or {@link #KEEP_TTL} for what was said before
     * @param shifts what patches did to the indices of the value's arrays, in order
     */
    record Put(String key, JsonValue value, long ttl, Storing storing, List<ArrayShift> shifts) implements Effect {
        public Put {
            shifts = List.copyOf(shifts);
        }

        public static Put of(String key, JsonValue value) {
            return new Put(key, value, NO_TTL, Storing.PLAIN, List.of());
        }

        /** What is left in the journal of a value that is not stored. */
        public static Put lost(String key, long ttl) {
            return new Put(key, JsonNull.INSTANCE, ttl, Storing.LOST, List.of());
        }

        @Override
        public String toString() {
            return "put " + key;
        }
    }

    /** A key is there no more. */
    record Removed(String key) implements Effect {}

    /**
     * An MFE is in the registry.
     *
     * @param mfe as submitted, without the time, which is that of the commit
     * @param owner the client with which it goes; empty where it stays
     */
    record Registered(String id, JsonObject mfe, String owner) implements Effect {
        @Override
        public String toString() {
            return "registered " + id;
        }
    }

    record Unregistered(String id) implements Effect {}

    long NO_TTL = 0;
    long KEEP_TTL = -1;
}
