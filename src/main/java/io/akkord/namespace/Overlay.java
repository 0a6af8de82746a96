package io.akkord.namespace;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.PatchFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A state with the changes of a submission over it, one after the other. Mutable, of one decision. */
final class Overlay {
    private final NamespaceState state;
    private final Missed missed;
    private final String client;
    private final TreeMap<String, Slot> slots = new TreeMap<>();
    private final TreeMap<String, Optional<Effect.Registered>> mfes = new TreeMap<>();

    /**
     * @param missed what patches are rebased over
     * @param client who submits the changes
     */
    Overlay(NamespaceState state, Missed missed, String client) {
        this.state = state;
        this.missed = missed;
        this.client = client;
    }

    void apply(NamespaceChange change) {
        if (change instanceof NamespaceChange.Set set) {
            slot(set.key()).set(set.value(), set.ttl().orElse(Effect.NO_TTL));
        } else if (change instanceof NamespaceChange.Delete delete) {
            slot(delete.key()).delete();
        } else if (change instanceof NamespaceChange.Merge merge) {
            slot(merge.key()).merge(merge.value());
        } else if (change instanceof NamespaceChange.Patch patch) {
            slot(patch.key()).patch(patch.patch());
        } else if (change instanceof NamespaceChange.Clear) {
            present("").forEach(key -> slot(key).delete());
        } else if (change instanceof NamespaceChange.Restore restore) {
            restore(restore);
        } else if (change instanceof NamespaceChange.Register register) {
            register(register);
        } else if (change instanceof NamespaceChange.Unregister unregister) {
            mfes.put(unregister.mfe(), Optional.empty());
            present(unregister.mfe() + ':').forEach(key -> slot(key).delete());
        }
    }

    private void restore(NamespaceChange.Restore restore) {
        JsonObject snapshot = restore.snapshot();
        if (restore.replace()) {
            present("").stream()
                    .filter(key -> snapshot.get(key) == null)
                    .forEach(key -> slot(key).delete());
        }
        snapshot.members().forEach((key, value) -> {
            if (!value.equals(value(key))) {
                slot(key).set(value, Effect.NO_TTL);
            }
        });
    }

    private void register(NamespaceChange.Register register) {
        if (register.mfe().get("id") instanceof JsonString id) {
            JsonObject mfe = register.mfe().without(Mfe.REGISTERED_AT);
            mfes.put(
                    id.value(),
                    Optional.of(new Effect.Registered(id.value(), mfe, register.ephemeral() ? client : "")));
        }
    }

    private Slot slot(String key) {
        Slot slot = slots.get(key);
        if (slot == null) {
            slot = new Slot(state.keys().get(key), missed.shifts(key));
            slots.put(key, slot);
        }
        return slot;
    }

    /** What is under the key now. */
    @Nullable
    JsonValue value(String key) {
        Slot slot = slots.get(key);
        return slot == null ? state.value(key).orElse(null) : slot.value();
    }

    /** The keys that are there now and begin with a prefix. */
    private List<String> present(String prefix) {
        List<String> present = new ArrayList<>();
        for (String key : state.keys().entries().startingWith(prefix).keySet()) {
            if (!slots.containsKey(key)) {
                present.add(key);
            }
        }
        for (Map.Entry<String, Slot> slot : slots.tailMap(prefix, true).entrySet()) {
            if (!slot.getKey().startsWith(prefix)) {
                break;
            }
            if (slot.getValue().value() != null) {
                present.add(slot.getKey());
            }
        }
        return present;
    }

    /** The keys whose patches do not apply. */
    SortedMap<String, PatchFault> faults() {
        SortedMap<String, PatchFault> faults = new TreeMap<>();
        slots.forEach((key, slot) -> slot.fault().ifPresent(fault -> faults.put(key, fault)));
        return faults;
    }

    /** What all changes come to: keys in order, then MFEs in order. */
    List<Effect> effects(Function<String, Storing> storing) {
        List<Effect> effects = new ArrayList<>(slots.size() + mfes.size());
        slots.forEach((key, slot) -> {
            JsonValue value = slot.value();
            if (value != null) {
                effects.add(new Effect.Put(key, value, slot.ttl(), storing.apply(key), slot.shifts()));
            } else if (slot.before != null) {
                effects.add(new Effect.Removed(key));
            }
        });
        mfes.forEach((id, registered) -> {
            if (registered.isPresent()) {
                effects.add(registered.get());
            } else if (state.mfes().get(id) != null) {
                effects.add(new Effect.Unregistered(id));
            }
        });
        return effects;
    }
}
