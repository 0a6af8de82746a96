package io.akkord.edge;

import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How the commits of objects are told in histories, as JSON in UTF-8. */
@FunctionalInterface
interface Story<E, S> {
    /**
     * Begins to tell. The teller is given every commit from that version on, in order, one at a time.
     *
     * @param head the object as it stands
     */
    CompletionStage<Function<Commit<E>, byte[]>> from(ObjectId id, long version, ObjectState<S> head);

    /** Every commit speaks for itself. */
    static <E, S> Story<E, S> plain(Function<Commit<E>, byte[]> writer) {
        return (id, version, head) -> CompletableFuture.completedFuture(writer);
    }

    /**
     * With every commit goes what it changed. As long as it is told, one state is kept.
     *
     * @param writer of a commit and the state before it
     */
    static <C, E, S> Story<E, S> rolling(
            ObjectKind<C, E, S> kind, ObjectReads<C, E, S> reads, BiFunction<Commit<E>, S, byte[]> writer) {
        return (id, version, head) ->
                reads.before(id, version, head).thenApply(before -> new Rolling<>(kind, writer, before));
    }

    /** Goes from commit to commit with the state that each finds. */
    final class Rolling<E, S> implements Function<Commit<E>, byte[]> {
        private final ObjectKind<?, E, S> kind;
        private final BiFunction<Commit<E>, S, byte[]> writer;
        private S state;

        private Rolling(ObjectKind<?, E, S> kind, BiFunction<Commit<E>, S, byte[]> writer, S before) {
            this.kind = kind;
            this.writer = writer;
            this.state = before;
        }

        @Override
        public byte[] apply(Commit<E> commit) {
            byte[] told = writer.apply(commit, state);
            state = kind.evolve(state, commit);
            return told;
        }
    }
}
