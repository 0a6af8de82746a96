package io.akkord.namespace;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.PatchOperation;
import java.util.List;

/** Estimates the memory that changes hold, in bytes. */
final class ChangeWeight {
    private static final long OVERHEAD = 128;

    private ChangeWeight() {}

    static long of(List<NamespaceChange> changes) {
        long bytes = OVERHEAD;
        for (NamespaceChange change : changes) {
            bytes += OVERHEAD + of(change);
        }
        return bytes;
    }

    private static long of(NamespaceChange change) {
        if (change instanceof NamespaceChange.Set set) {
            return set.value().weight();
        }
        if (change instanceof NamespaceChange.Merge merge) {
            return merge.value().weight();
        }
        if (change instanceof NamespaceChange.Restore restore) {
            return restore.snapshot().weight() + OVERHEAD * restore.snapshot().size();
        }
        if (change instanceof NamespaceChange.Register register) {
            return register.mfe().weight();
        }
        return change instanceof NamespaceChange.Patch patch ? of(patch) : 0;
    }

    private static long of(NamespaceChange.Patch patch) {
        long bytes = 0;
        for (PatchOperation operation : patch.patch().operations()) {
            bytes += OVERHEAD + value(operation).weight();
        }
        return bytes;
    }

    private static JsonValue value(PatchOperation operation) {
        if (operation instanceof PatchOperation.Add add) {
            return add.value();
        }
        if (operation instanceof PatchOperation.Replace replace) {
            return replace.value();
        }
        return operation instanceof PatchOperation.Test test ? test.value() : JsonNull.INSTANCE;
    }
}
