package io.akkord.namespace;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.kind.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells a submitter which keys of a submission others changed: {@code [{key, local, remote, entityType?, id?}]} in key order. {@code
 * local} is what the submission would have made of the key and {@code remote} what is there; {@code null} stands for nothing, and for
 * what a patch that does not apply would have made.
 */
final class Conflicts {
    /** Characters of JSON. Nobody resolves more at once. */
    private static final long MAX_DETAIL = 16 << 20;

    private Conflicts() {}

    static Refusal of(SortedSet<String> keys, NamespaceState state, Overlay overlay) {
        Set<String> faulty = overlay.faults().keySet();
        List<JsonValue> conflicts = new ArrayList<>();
        long weight = 0;
        for (String key : keys) {
            JsonObject conflict = conflict(
                    key,
                    faulty.contains(key) ? null : overlay.value(key),
                    state.value(key).orElse(null));
            weight += conflict.weight();
            if (weight > MAX_DETAIL) {
                return Refusal.of(
                        Refusal.Reason.TOO_LARGE, "Others changed more of this submission's keys than can be told.");
            }
            conflicts.add(conflict);
        }
        return new Refusal(
                Refusal.Reason.CONFLICT,
                "Others have changed keys of this submission since its base version.",
                0,
                new JsonArray(conflicts).toString());
    }

    private static JsonObject conflict(String key, @Nullable JsonValue local, @Nullable JsonValue remote) {
        JsonObject conflict = JsonObject.EMPTY
                .with("key", new JsonString(key))
                .with("local", local == null ? JsonNull.INSTANCE : local)
                .with("remote", remote == null ? JsonNull.INSTANCE : remote);
        return EntityKey.of(key)
                .map(entity -> conflict.with("entityType", new JsonString(entity.type()))
                        .with("id", new JsonString(entity.id())))
                .orElse(conflict);
    }
}
