package io.akkord.namespace;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.PatchFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A state with the changes of a submission over it, one after the other. Mutable, of one decision. */
final class Overlay {
    private final NamespaceState state;
    private final Missed missed;
    private final String client;
    private final TreeMap<String, Slot> slots = new TreeMap<>();

    /** The slots that hold a value. */
    private final TreeSet<String> live = new TreeSet<>();

    /** All keys of the state that begin so have a slot: they are not looked for again. */
    private final Prefixes slotted = new Prefixes();

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
            change(set.key(), slot -> slot.set(set.value(), set.ttl().orElse(Effect.NO_TTL)));
        } else if (change instanceof NamespaceChange.Delete delete) {
            change(delete.key(), Slot::delete);
        } else if (change instanceof NamespaceChange.Merge merge) {
            change(merge.key(), slot -> slot.merge(merge.value()));
        } else if (change instanceof NamespaceChange.Patch patch) {
            change(patch.key(), slot -> slot.patch(patch.patch()));
        } else if (change instanceof NamespaceChange.Clear) {
            deleteAll("", JsonObject.EMPTY);
        } else if (change instanceof NamespaceChange.Restore restore) {
            restore(restore);
        } else if (change instanceof NamespaceChange.Register register) {
            register(register);
        } else if (change instanceof NamespaceChange.Unregister unregister) {
            mfes.put(unregister.mfe(), Optional.empty());
            deleteAll(unregister.mfe() + ':', JsonObject.EMPTY);
        }
    }

    /** Applies a change and returns it as it applies without what was missed. */
    NamespaceChange rebase(NamespaceChange change) {
        apply(change);
        Slot slot = change instanceof NamespaceChange.Patch patch ? slots.get(patch.key()) : null;
        JsonPatch rebased = slot == null ? null : slot.takeRebased();
        return change instanceof NamespaceChange.Patch patch && rebased != null
                ? new NamespaceChange.Patch(patch.key(), rebased)
                : change;
    }

    private void restore(NamespaceChange.Restore restore) {
        JsonObject snapshot = restore.snapshot();
        if (restore.replace()) {
            deleteAll("", snapshot);
        }
        snapshot.members().forEach((key, value) -> {
            if (!value.equals(value(key))) {
                change(key, slot -> slot.set(value, Effect.NO_TTL));
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

    private void change(String key, Consumer<Slot> change) {
        Slot slot = slots.get(key);
        if (slot == null) {
            slot = new Slot(state.keys().get(key), missed.shifts(key));
            slots.put(key, slot);
        }
        change.accept(slot);
        if (slot.value() == null) {
            live.remove(key);
        } else {
            live.add(key);
        }
    }

    /**
     * Deletes the keys that begin with a prefix and are not kept. The state is walked through once for a prefix; from then on only what
     * is left of it and what was put in since.
     */
    private void deleteAll(String prefix, JsonObject kept) {
        List<String> doomed = new ArrayList<>();
        for (String key : live.tailSet(prefix, true)) {
            if (!key.startsWith(prefix)) {
                break;
            }
            doomed.add(key);
        }
        if (!slotted.beginOf(prefix)) {
            for (String key : state.keys().entries().startingWith(prefix).keySet()) {
                if (!slots.containsKey(key)) {
                    doomed.add(key);
                }
            }
            slotted.add(prefix);
        }
        doomed.forEach(key -> change(key, kept.get(key) == null ? Slot::delete : Slot::keep));
    }

    /** What is under the key now. */
    @Nullable
    JsonValue value(String key) {
        Slot slot = slots.get(key);
        return slot == null ? state.value(key).orElse(null) : slot.value();
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
            if (!slot.isChanged()) {
                return;
            }
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
