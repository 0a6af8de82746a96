package io.akkord.history;

import io.akkord.journal.History;
import io.akkord.journal.KindCodec;
import io.akkord.journal.VersionNotFoundException;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Reads what objects of one kind were, from the nearest stored state and the commits after it. */
public final class PastStates<C, E, S> {
    private final ObjectKind<C, E, S> kind;
    private final KindCodec<C, E, S> codec;
    private final History history;

    public PastStates(ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, History history) {
        this.kind = kind;
        this.codec = codec;
        this.history = history;
    }

    /**
     * The object at a moment. Fails where the journal cannot be read or contradicts itself.
     *
     * @param head the object as it stands now, confirmed; the present costs no look into the journal
     */
    public CompletionStage<PastState<S>> at(ObjectId id, Moment moment, ObjectState<S> head) {
        CompletionStage<Long> version = moment instanceof Moment.Time time
                ? versionAt(id, time.epochMillis(), head)
                : CompletableFuture.completedFuture(((Moment.Version) moment).version());
        return version.thenCompose(at -> at(id, at, head)).exceptionally(PastStates::gone);
    }

    private CompletionStage<Long> versionAt(ObjectId id, long epochMillis, ObjectState<S> head) {
        return head.version() == 0 || head.timestamp() <= epochMillis
                ? CompletableFuture.completedFuture(head.version())
                : history.versionAt(id, head.version(), epochMillis);
    }

    private CompletionStage<PastState<S>> at(ObjectId id, long version, ObjectState<S> head) {
        if (version < 1 || version > head.version()) {
            return CompletableFuture.completedFuture(new PastState.Nothing<>());
        }
        return version == head.version()
                ? CompletableFuture.completedFuture(known(head))
                : history.stateAt(kind, codec, id, version).thenApply(this::known);
    }

    private PastState<S> known(ObjectState<S> state) {
        return kind.exists(state.value()) ? new PastState.Known<>(state) : new PastState.Nothing<>();
    }

    private static <S> PastState<S> gone(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof VersionNotFoundException) {
            return new PastState.Gone<>();
        }
        throw new CompletionException(cause);
    }
}
