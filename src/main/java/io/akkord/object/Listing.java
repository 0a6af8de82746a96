package io.akkord.object;

import akka.Done;
import io.akkord.journal.KindCodec;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.concurrent.CompletionStage;

/**
 * What stands beside an object's journal for those who look at it from outside: its row in the directory, written at once for creation
 * and deletion, else now and then and before it sleeps; and a state every so many commits, for reading the past.
 */
final class Listing {
    private final ObjectId id;
    private final ObjectServices services;
    /** Set by the storage's threads too; what a stale value costs is a row written twice. */
    private volatile long listed;

    private long updating = -1;
    private long lastNanos;

    Listing(ObjectId id, ObjectServices services) {
        this.id = id;
        this.services = services;
    }

    <S> CompletionStage<Done> update(ObjectKind<?, ?, S> kind, ObjectState<S> state) {
        updating = state.version();
        lastNanos = System.nanoTime();
        return services.tables().list(id, kind, state);
    }

    void settled(boolean ok) {
        if (ok) {
            listed = Math.max(listed, updating);
        }
    }

    <S> void touch(ObjectKind<?, ?, S> kind, ObjectState<S> state, long nowNanos) {
        if (nowNanos - lastNanos > services.object().directoryEvery().toNanos()) {
            flush(kind, state);
        }
    }

    /** Keeps the state where one is due among the last {@code commits}. */
    <C, E, S> void keep(KindCodec<C, E, S> codec, ObjectState<S> state, int commits) {
        long every = services.storage().waypointEvery();
        if (state.version() / every != (state.version() - commits) / every) {
            services.tables().waypoint(id, codec, state);
        }
    }

    <S> void flush(ObjectKind<?, ?, S> kind, ObjectState<S> state) {
        if (state.version() > listed) {
            long version = state.version();
            update(kind, state).thenRun(() -> listed = Math.max(listed, version));
        }
    }
}
