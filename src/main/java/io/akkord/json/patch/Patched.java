package io.akkord.json.patch;

import io.akkord.json.JsonValue;
import java.util.List;

/**
 * What a patch made of a value.
 *
 * @param value after the patch
 * @param shifts what the patch did to array indices, in order, each on the value that the ones before it left; to be kept for as long
 *     as patches on the value before may come in
 */
public record Patched(JsonValue value, List<ArrayShift> shifts) {
    public Patched {
        shifts = List.copyOf(shifts);
    }
}
