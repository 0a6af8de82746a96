package io.akkord.json.patch;

import io.akkord.json.JsonValue;

/** One operation of a JSON Patch. */
public sealed interface PatchOperation {
    JsonPointer path();

    /** Puts a member or an item in; replaces a member that is there. */
    record Add(JsonPointer path, JsonValue value) implements PatchOperation {}

    record Remove(JsonPointer path) implements PatchOperation {}

    record Replace(JsonPointer path, JsonValue value) implements PatchOperation {}

    /** Removes what is at {@code from} and adds it at {@code path}. */
    record Move(JsonPointer from, JsonPointer path) implements PatchOperation {
        /** @throws PatchRefused with {@link PatchFault#INTO_ITSELF} */
        public Move {
            if (from.leadsTowards(path) && !from.equals(path)) {
                throw new PatchRefused(PatchFault.INTO_ITSELF);
            }
        }
    }

    /** Adds at {@code path} what is at {@code from}. */
    record Copy(JsonPointer from, JsonPointer path) implements PatchOperation {}

    /** Demands that what is there equals the value, as {@link JsonValue} says what is equal. */
    record Test(JsonPointer path, JsonValue value) implements PatchOperation {}
}
