package io.akkord.json.patch;

import io.akkord.json.JsonValue;
import io.akkord.json.patch.PatchOperation.Add;
import io.akkord.json.patch.PatchOperation.Copy;
import io.akkord.json.patch.PatchOperation.Move;
import io.akkord.json.patch.PatchOperation.Replace;
import io.akkord.json.patch.PatchOperation.Test;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a patch that was made on an older value to the current one: the array indices in its pointers are shifted over what others
 * put in and took out since (operational transform of lists; where both put something in at one place, the earlier commit's stands
 * first). Indices that the patch itself shifts are told apart: the missed shifts are in turn taken over each of its operations.
 *
 * <pre>
 *   base [a, b, c]      missed: add /0 x      incoming: remove /1, add /1 y
 *   now  [x, a, b, c]                         becomes:  remove /2, add /2 y      → [x, a, y, c]
 * </pre>
 *
 * A move counts as taking out and putting in. Members of objects are not followed: their pointers stay as they are.
 */
public final class PatchRebase {
    private final PatchRun run;
    private final List<PatchOperation> rebased = new ArrayList<>();
    private List<ArrayShift> missed;

    private PatchRebase(List<ArrayShift> missed, JsonValue current) {
        this.run = new PatchRun(current);
        this.missed = missed;
    }

    /**
     * The patch as it applies now.
     *
     * @param operations whose pointers lead into the current value
     * @param result of applying them
     * @param missed the missed shifts as they are after the patch, for another one that was made on what it left
     */
    public record Rebased(JsonPatch operations, Patched result, List<ArrayShift> missed) {
        public Rebased {
            missed = List.copyOf(missed);
        }
    }

    /**
     * Rebases a patch and applies it. O(operations · missed shifts).
     *
     * @param missed the shifts of the patches that were committed since the value the patch was made on, in order
     * @throws PatchRefused where the patch does not apply to the current value, with {@link PatchFault#TARGET_GONE} where what it
     *     means was taken out
     */
    public static Rebased apply(JsonPatch patch, List<ArrayShift> missed, JsonValue current) {
        PatchRebase rebase = new PatchRebase(missed, current);
        patch.operations().forEach(rebase::operation);
        return new Rebased(new JsonPatch(rebase.rebased), rebase.run.result(), rebase.missed);
    }

    private void operation(PatchOperation operation) {
        if (operation instanceof Add add) {
            JsonPointer path = moved(add.path(), true);
            rebased.add(new Add(path, add.value()));
            put(add.path(), path, add.value());
        } else if (operation instanceof Copy copy) {
            JsonPointer from = moved(copy.from(), false);
            JsonPointer path = moved(copy.path(), true);
            rebased.add(new Copy(from, path));
            put(copy.path(), path, run.at(from));
        } else if (operation instanceof Move move && !move.from().equals(move.path())) {
            JsonPointer from = moved(move.from(), false);
            JsonValue value = run.at(from);
            take(move.from(), from);
            JsonPointer path = moved(move.path(), true);
            rebased.add(new Move(from, path));
            put(move.path(), path, value);
        } else {
            JsonPointer path = moved(operation.path(), false);
            PatchOperation inPlace = inPlace(operation, path);
            rebased.add(inPlace);
            if (inPlace instanceof PatchOperation.Remove) {
                take(operation.path(), path);
            } else {
                run.apply(inPlace);
            }
        }
    }

    private static PatchOperation inPlace(PatchOperation operation, JsonPointer path) {
        if (operation instanceof Replace replace) {
            return new Replace(path, replace.value());
        }
        if (operation instanceof Test test) {
            return new Test(path, test.value());
        }
        return operation instanceof Move ? new Move(path, path) : new PatchOperation.Remove(path);
    }

    private JsonPointer moved(JsonPointer pointer, boolean gap) {
        JsonPointer moved = pointer;
        for (ArrayShift shift : missed) {
            moved = shift.moved(moved, gap).orElseThrow(() -> new PatchRefused(PatchFault.TARGET_GONE));
        }
        return moved;
    }

    private void put(JsonPointer own, JsonPointer path, JsonValue value) {
        int before = run.shifts();
        run.put(path, value);
        if (run.shifts() > before) {
            takeMissedOver(own, true);
        }
    }

    private void take(JsonPointer own, JsonPointer path) {
        int before = run.shifts();
        run.take(path);
        if (run.shifts() > before) {
            takeMissedOver(own, false);
        }
    }

    /** The missed shifts as they are after this patch put an item in at, or took one out of, its own pointer's array. */
    private void takeMissedOver(JsonPointer pointer, boolean inserts) {
        int index = JsonPointer.indexOrNone(pointer.last());
        if (index < 0) {
            // At the end nothing comes after it.
            return;
        }
        ArrayShift own = new ArrayShift(pointer.parent(), index, inserts);
        List<ArrayShift> after = new ArrayList<>();
        for (ArrayShift shift : missed) {
            shift.after(own).ifPresent(after::add);
            own = own.over(shift);
        }
        missed = after;
    }
}
