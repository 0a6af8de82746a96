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

/**
 * Reads what objects of one kind were, from the nearest stored state and the commits after it. Few are read at once: each is a whole
 * state in memory, and all of them share the connections that sessions catch up on.
 */
public final class PastStates<C, E, S> {
    private static final int AT_ONCE = 4;
    private static final int WAITING = 250;

    private final Turns turns = new Turns(AT_ONCE, WAITING);
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
        if (isPresent(moment, head)) {
            return CompletableFuture.completedFuture(known(head));
        }
        return turns.take(() -> read(id, moment, head))
                .orElseGet(() -> CompletableFuture.completedFuture(new PastState.Busy<>()));
    }

    private static boolean isPresent(Moment moment, ObjectState<?> head) {
        return moment instanceof Moment.Time time
                ? head.version() == 0 || head.timestamp() <= time.epochMillis()
                : ((Moment.Version) moment).version() == head.version();
    }

    private CompletionStage<PastState<S>> read(ObjectId id, Moment moment, ObjectState<S> head) {
        CompletionStage<Long> version = moment instanceof Moment.Time time
                ? history.versionAt(id, head.version(), time.epochMillis())
                : CompletableFuture.completedFuture(((Moment.Version) moment).version());
        return version.thenCompose(at -> at(id, at, head)).exceptionally(PastStates::gone);
    }

    private CompletionStage<PastState<S>> at(ObjectId id, long version, ObjectState<S> head) {
        if (version < 1 || version > head.version()) {
            return CompletableFuture.completedFuture(new PastState.Nothing<>());
        }
        return history.stateAt(kind, codec, id, version).thenApply(this::known);
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
