package io.akkord.object;

import akka.Done;
import io.akkord.journal.History;
import io.akkord.journal.KindCodec;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The real history behind a gate: while it is shut, what was read is held back. */
record GatedHistory(History history, Gate gate) implements History {
    static final class Gate {
        private volatile CompletableFuture<Done> opened = CompletableFuture.completedFuture(Done.getInstance());

        void shut() {
            opened = new CompletableFuture<>();
        }

        void open() {
            opened.complete(Done.getInstance());
        }
    }

    @Override
    public <C, E, S> CompletionStage<List<Commit<E>>> commits(
            KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes) {
        return history.commits(codec, id, from, to, maxCount, maxBytes).thenCombine(gate.opened, (read, open) -> read);
    }

    @Override
    public CompletionStage<Long> keptFrom(ObjectId id) {
        return history.keptFrom(id).thenCombine(gate.opened, (read, open) -> read);
    }

    @Override
    public <C, E, S> CompletionStage<ObjectState<S>> stateAt(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version) {
        return history.stateAt(kind, codec, id, version).thenCombine(gate.opened, (read, open) -> read);
    }

    @Override
    public CompletionStage<Long> versionAt(ObjectId id, long head, long time) {
        return history.versionAt(id, head, time).thenCombine(gate.opened, (read, open) -> read);
    }
}
