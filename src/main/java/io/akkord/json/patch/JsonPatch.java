package io.akkord.json.patch;

import io.akkord.json.JsonValue;
import java.util.List;

/**
 * A JSON Patch (RFC 6902): operations one after the other, all or nothing.
 *
 * <p>A value is changed in O(length of the pointer · log n) per operation. The result nests no deeper and weighs no more than {@link
 * io.akkord.json.JsonLimits#DEFAULT} lets in, unless the value did so before.
 */
public record JsonPatch(List<PatchOperation> operations) {
    public JsonPatch {
        operations = List.copyOf(operations);
    }

    /**
     * The value after this patch.
     *
     * @throws PatchRefused where an operation does not apply or a test fails
     */
    public JsonValue apply(JsonValue value) {
        return run(value).value();
    }

    /** As {@link #apply}, with what is needed to rebase patches over this one. */
    public Patched run(JsonValue value) {
        PatchRun run = new PatchRun(value);
        operations.forEach(run::apply);
        return run.result();
    }

    /** The operations as in JSON. */
    @Override
    public String toString() {
        return PatchForm.write(this).toString();
    }
}
