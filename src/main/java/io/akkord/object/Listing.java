package io.akkord.object;

import akka.Done;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.concurrent.CompletionStage;

/** An object's row in the directory: at once for creation and deletion, else now and then and before it sleeps. */
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

    <S> void flush(ObjectKind<?, ?, S> kind, ObjectState<S> state) {
        if (state.version() > listed) {
            long version = state.version();
            update(kind, state).thenRun(() -> listed = Math.max(listed, version));
        }
    }
}
