package io.akkord.namespace;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.ArrayShift;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.MergePatch;
import io.akkord.json.patch.PatchFault;
import io.akkord.json.patch.PatchRebase;
import io.akkord.json.patch.PatchRefused;
import io.akkord.json.patch.Patched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One key while the changes of a submission are tried on it. Mutable, of one decision. */
final class Slot {
    /** Operations times missed shifts that a rebase may take. */
    private static final long MAX_REBASE = 1_000_000;

    final @Nullable Entry before;
    private @Nullable JsonValue value;
    private long ttl;
    private List<ArrayShift> shifts = List.of();
    private List<ArrayShift> missed;
    private @Nullable JsonPatch rebased;
    private boolean changed;
    private @Nullable PatchFault fault;

    Slot(@Nullable Entry before, List<ArrayShift> missed) {
        this.before = before;
        this.value = before == null || before.isLost() ? null : before.value();
        this.ttl = value == null ? Effect.NO_TTL : Effect.KEEP_TTL;
        this.missed = missed;
    }

    @Nullable
    JsonValue value() {
        return value;
    }

    /** Whether anything was done to the key, if only to store what was there. */
    boolean isChanged() {
        return changed;
    }

    long ttl() {
        return ttl;
    }

    List<ArrayShift> shifts() {
        return shifts;
    }

    /** Why a patch did not apply; the key is then as the changes before it left it. */
    Optional<PatchFault> fault() {
        return Optional.ofNullable(fault);
    }

    void set(@Nullable JsonValue replacement, long seconds) {
        changed = true;
        value = replacement;
        ttl = seconds;
        shifts = List.of();
        missed = List.of();
    }

    void delete() {
        set(null, Effect.NO_TTL);
    }

    /** Leaves the key as it is. */
    void keep() {}

    void merge(JsonValue patch) {
        changed = true;
        value = MergePatch.apply(value == null ? JsonNull.INSTANCE : value, patch);
    }

    void patch(JsonPatch patch) {
        changed = true;
        if (fault != null) {
            return;
        }
        try {
            if (value == null) {
                fault = PatchFault.NO_SUCH_PLACE;
            } else if (missed.isEmpty()) {
                patched(patch.run(value));
            } else if (missed.size() > Missed.MAX_SHIFTS
                    || (long) missed.size() * patch.operations().size() > MAX_REBASE) {
                fault = PatchFault.TARGET_GONE;
            } else {
                PatchRebase.Rebased result = PatchRebase.apply(patch, missed, value);
                missed = result.missed();
                rebased = result.operations();
                patched(result.result());
            }
        } catch (PatchRefused refused) {
            fault = refused.fault();
        }
    }

    /** The last patch as it was applied, if it had to be rebased; once. */
    @Nullable
    JsonPatch takeRebased() {
        JsonPatch taken = rebased;
        rebased = null;
        return taken;
    }

    private void patched(Patched result) {
        value = result.value();
        List<ArrayShift> all = new ArrayList<>(shifts);
        all.addAll(result.shifts());
        shifts = all;
    }
}
