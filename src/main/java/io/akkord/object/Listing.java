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
    private long listed = -1;
    private long updating = -1;
    private long lastNanos;

    Listing(ObjectId id, ObjectServices services) {
        this.id = id;
        this.services = services;
    }

    /** What was listed before a restart is unknown; only later commits need a row. */
    void recovered(long version) {
        if (listed < 0) {
            listed = version;
        }
    }

    <S> CompletionStage<Done> update(ObjectKind<?, ?, S> kind, ObjectState<S> state) {
        updating = state.version();
        lastNanos = System.nanoTime();
        return services.tables()
                .list(
                        id,
                        kind.type(state.value()),
                        state.version(),
                        kind.size(state.value()),
                        state.timestamp(),
                        !kind.exists(state.value()));
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
            update(kind, state);
            listed = state.version();
        }
    }
}
