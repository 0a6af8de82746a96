package io.akkord.json.patch;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.PatchOperation.Add;
import io.akkord.json.patch.PatchOperation.Copy;
import io.akkord.json.patch.PatchOperation.Move;
import io.akkord.json.patch.PatchOperation.Replace;
import io.akkord.json.patch.PatchOperation.Test;
import java.util.ArrayList;
import java.util.List;

/** One application of operations to a value, one after the other: the value so far and what was done to array indices. */
final class PatchRun {
    private JsonValue value;
    private final List<ArrayShift> shifts = new ArrayList<>();

    PatchRun(JsonValue value) {
        this.value = value;
    }

    Patched result() {
        return new Patched(value, shifts);
    }

    /** How many shifts there were so far. */
    int shifts() {
        return shifts.size();
    }

    void apply(PatchOperation operation) {
        if (operation instanceof Add add) {
            put(add.path(), add.value());
        } else if (operation instanceof Replace replace) {
            replace(replace.path(), replace.value());
        } else if (operation instanceof Test test) {
            test(test);
        } else if (operation instanceof Copy copy) {
            put(copy.path(), at(copy.from()));
        } else if (operation instanceof Move move) {
            JsonValue moved = at(move.from());
            if (!move.from().equals(move.path())) {
                take(move.from());
                put(move.path(), moved);
            }
        } else {
            take(operation.path());
        }
    }

    private void test(Test test) {
        if (!at(test.path()).equals(test.value())) {
            throw new PatchRefused(PatchFault.TEST_FAILED);
        }
    }

    /** What a pointer leads to. */
    JsonValue at(JsonPointer pointer) {
        JsonValue place = value;
        for (String part : pointer.parts()) {
            place = child(place, part);
        }
        return place;
    }

    private static JsonValue child(JsonValue parent, String part) {
        if (parent instanceof JsonArray array) {
            return array.get(existing(array, part));
        }
        JsonValue child = parent instanceof JsonObject object ? object.get(part) : null;
        if (child == null) {
            throw new PatchRefused(PatchFault.NO_SUCH_PLACE);
        }
        return child;
    }

    private static int existing(JsonArray array, String part) {
        int index = JsonPointer.index(part);
        if (index >= array.size()) {
            throw new PatchRefused(PatchFault.PAST_END);
        }
        return index;
    }

    void put(JsonPointer pointer, JsonValue added) {
        refuseDeeper(pointer, added);
        if (pointer.isWhole()) {
            grow(added);
            return;
        }
        grow(changed(value, pointer, 0, (parent, part) -> {
            if (parent instanceof JsonObject object) {
                return object.with(part, added);
            }
            if (parent instanceof JsonArray array) {
                int index = part.equals(JsonPointer.END) ? array.size() : JsonPointer.index(part);
                if (index > array.size()) {
                    throw new PatchRefused(PatchFault.PAST_END);
                }
                shifts.add(new ArrayShift(pointer.parent(), index, true));
                return array.inserting(index, added);
            }
            throw new PatchRefused(PatchFault.NO_SUCH_PLACE);
        }));
    }

    void take(JsonPointer pointer) {
        if (pointer.isWhole()) {
            throw new PatchRefused(PatchFault.REMOVES_ALL);
        }
        value = changed(value, pointer, 0, (parent, part) -> {
            child(parent, part);
            if (parent instanceof JsonArray array) {
                int index = JsonPointer.index(part);
                shifts.add(new ArrayShift(pointer.parent(), index, false));
                return array.without(index);
            }
            return ((JsonObject) parent).without(part);
        });
    }

    private void replace(JsonPointer pointer, JsonValue replacement) {
        refuseDeeper(pointer, replacement);
        if (pointer.isWhole()) {
            grow(replacement);
            return;
        }
        grow(changed(value, pointer, 0, (parent, part) -> {
            child(parent, part);
            return with(parent, part, replacement);
        }));
    }

    private interface Change {
        JsonValue of(JsonValue parent, String part);
    }

    /** The value with a change made to what the last part of a pointer is a part of. Recurses as deep as the value is nested. */
    private static JsonValue changed(JsonValue place, JsonPointer pointer, int level, Change change) {
        String part = pointer.parts().get(level);
        if (level == pointer.length() - 1) {
            return change.of(place, part);
        }
        return with(place, part, changed(child(place, part), pointer, level + 1, change));
    }

    private static JsonValue with(JsonValue parent, String part, JsonValue child) {
        return parent instanceof JsonArray array
                ? array.with(JsonPointer.index(part), child)
                : ((JsonObject) parent).with(part, child);
    }

    /** What can be read out can be put in again. */
    private static void refuseDeeper(JsonPointer pointer, JsonValue added) {
        if (pointer.length() + added.depth() > JsonLimits.DEFAULT.depth()) {
            throw new PatchRefused(PatchFault.TOO_DEEP);
        }
    }

    /** Copies of copies would double the value with every operation. */
    private void grow(JsonValue grown) {
        if (grown.weight() > JsonLimits.DEFAULT.documentBytes() && grown.weight() > value.weight()) {
            throw new PatchRefused(PatchFault.TOO_LARGE);
        }
        value = grown;
    }
}
