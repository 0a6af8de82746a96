package io.akkord;

import io.akkord.namespace.NamespaceChange;
import io.akkord.spi.Change;
import java.util.List;

/** Changes as a namespace knows them and as middleware sees them: the same things in two packages that do not know each other. */
final class NamespaceChanges {
    private NamespaceChanges() {}

    static List<Change> toSpi(List<NamespaceChange> changes) {
        return changes.stream().map(NamespaceChanges::toSpi).toList();
    }

    static List<NamespaceChange> ofSpi(List<Change> changes) {
        return changes.stream().map(NamespaceChanges::ofSpi).toList();
    }

    private static Change toSpi(NamespaceChange change) {
        if (change instanceof NamespaceChange.Set set) {
            return new Change.Set(set.key(), set.value(), set.ttl());
        }
        if (change instanceof NamespaceChange.Delete delete) {
            return new Change.Delete(delete.key());
        }
        if (change instanceof NamespaceChange.Clear) {
            return new Change.Clear();
        }
        if (change instanceof NamespaceChange.Merge merge) {
            return new Change.Merge(merge.key(), merge.value());
        }
        if (change instanceof NamespaceChange.Patch patch) {
            return new Change.Patch(patch.key(), patch.patch());
        }
        if (change instanceof NamespaceChange.Restore restore) {
            return new Change.Restore(restore.snapshot(), restore.replace());
        }
        if (change instanceof NamespaceChange.Register register) {
            return new Change.Register(register.mfe(), register.ephemeral());
        }
        return new Change.Unregister(((NamespaceChange.Unregister) change).mfe());
    }

    private static NamespaceChange ofSpi(Change change) {
        if (change instanceof Change.Set set) {
            return new NamespaceChange.Set(set.key(), set.value(), set.ttl());
        }
        if (change instanceof Change.Delete delete) {
            return new NamespaceChange.Delete(delete.key());
        }
        if (change instanceof Change.Clear) {
            return new NamespaceChange.Clear();
        }
        if (change instanceof Change.Merge merge) {
            return new NamespaceChange.Merge(merge.key(), merge.value());
        }
        if (change instanceof Change.Patch patch) {
            return new NamespaceChange.Patch(patch.key(), patch.patch());
        }
        if (change instanceof Change.Restore restore) {
            return new NamespaceChange.Restore(restore.snapshot(), restore.replace());
        }
        if (change instanceof Change.Register register) {
            return new NamespaceChange.Register(register.mfe(), register.ephemeral());
        }
        return new NamespaceChange.Unregister(((Change.Unregister) change).mfe());
    }
}
