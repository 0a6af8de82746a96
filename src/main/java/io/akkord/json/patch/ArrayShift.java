package io.akkord.json.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a patch did to the indices of an array: put one item in, or took one out.
 *
 * @param array where the array is
 * @param index of the item
 */
public record ArrayShift(JsonPointer array, int index, boolean inserts) {
    /**
     * Where a pointer, made on the value before this shift, leads after it; none where what it led to, or something on the way, was
     * taken out.
     *
     * @param gap whether the pointer's last part, if it is an index of the array, is a place to put something in. There the item that
     *     this shift put in comes first.
     */
    public Optional<JsonPointer> moved(JsonPointer pointer, boolean gap) {
        int level = array.length();
        if (pointer.length() <= level || !array.leadsTowards(pointer)) {
            return Optional.of(pointer);
        }
        int place = JsonPointer.indexOrNone(pointer.parts().get(level));
        if (place < index) {
            return Optional.of(pointer);
        }
        if (inserts) {
            return Optional.of(pointer.with(level, place + 1));
        }
        if (place > index) {
            return Optional.of(pointer.with(level, place - 1));
        }
        return gap && pointer.length() == level + 1 ? Optional.of(pointer) : Optional.empty();
    }

    /** This shift, concurrent with another one that comes after it, as it is after that; none where its array or item is gone. */
    Optional<ArrayShift> after(ArrayShift other) {
        boolean sameGap = inserts && index == other.index && array.equals(other.array);
        return sameGap ? Optional.of(this) : other.moved(place(), inserts).map(this::at);
    }

    /** This shift, concurrent with another one that comes before it, as it is after that. */
    ArrayShift over(ArrayShift other) {
        return other.moved(place(), inserts).map(this::at).orElse(this);
    }

    private JsonPointer place() {
        List<String> parts = new ArrayList<>(array.parts());
        parts.add(Integer.toString(index));
        return new JsonPointer(parts);
    }

    private ArrayShift at(JsonPointer place) {
        return new ArrayShift(place.parent(), JsonPointer.index(place.last()), inserts);
    }
}
