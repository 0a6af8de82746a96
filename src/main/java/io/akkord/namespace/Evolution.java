package io.akkord.namespace;

import io.akkord.kind.Commit;
import org.jspecify.annotations.Nullable;

/** The state after a commit. Total: whatever stands in a journal gives a state, and always the same. */
final class Evolution {
    private Evolution() {}

    static NamespaceState after(NamespaceState state, Commit<NamespaceEvent> commit) {
        NamespaceEvent event = commit.event();
        if (event instanceof NamespaceEvent.Deleted) {
            return NamespaceState.nothingSince(commit.version());
        }
        boolean creates = event instanceof NamespaceEvent.Created;
        Keys keys = creates ? Keys.EMPTY : state.keys();
        Registry mfes = creates ? Registry.EMPTY : state.mfes();
        for (Effect effect : event.effects()) {
            if (effect instanceof Effect.Put put) {
                keys = with(keys, put, commit);
            } else if (effect instanceof Effect.Removed removed) {
                keys = keys.without(removed.key());
            } else if (effect instanceof Effect.Registered registered) {
                mfes = mfes.with(
                        registered.id(),
                        new Mfe(
                                Mfe.registered(registered.mfe(), commit.timestamp()),
                                registered.owner(),
                                commit.version()));
            } else {
                mfes = mfes.without(((Effect.Unregistered) effect).id());
            }
        }
        return new NamespaceState(
                true,
                keys,
                mfes,
                schema(state, event),
                (creates ? 0 : state.updates()) + event.effects().size(),
                commit.source(),
                creates ? commit.version() - 1 : state.bornAt(),
                creates ? commit.timestamp() : state.createdAt());
    }

    private static int schema(NamespaceState state, NamespaceEvent event) {
        if (event instanceof NamespaceEvent.Created created) {
            return created.schema();
        }
        return event instanceof NamespaceEvent.Migrated migrated ? migrated.schema() : state.schema();
    }

    private static Keys with(Keys keys, Effect.Put put, Commit<NamespaceEvent> commit) {
        Entry old = keys.get(put.key());
        return keys.with(
                put.key(), old, new Entry(put.value(), commit.version(), due(old, put, commit), put.storing()));
    }

    private static long due(@Nullable Entry old, Effect.Put put, Commit<?> commit) {
        if (put.ttl() == Effect.KEEP_TTL) {
            return old == null ? Entry.NEVER : old.due();
        }
        return put.ttl() == Effect.NO_TTL ? Entry.NEVER : commit.timestamp() + 1_000 * put.ttl();
    }
}
