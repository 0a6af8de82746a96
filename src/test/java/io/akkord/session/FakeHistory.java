package io.akkord.session;

import io.akkord.journal.History;
import io.akkord.journal.KindCodec;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A journal that answers when a test says so. */
final class FakeHistory implements History {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A read that waits for its answer. */
    record Read(long from, long to, CompletableFuture<List<Commit<?>>> answer) {
        void answer(List<? extends Commit<?>> commits) {
            answer.complete(List.copyOf(commits));
        }

        void fail() {
            answer.completeExceptionally(new IllegalStateException("the storage is away, as the test wants"));
        }
    }

    private final BlockingQueue<Read> reads = new LinkedBlockingQueue<>();

    Read read() throws InterruptedException {
        Read read = reads.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (read == null) {
            throw new AssertionError("nothing was read");
        }
        return read;
    }

    boolean isIdle() {
        return reads.isEmpty();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <C, E, S> CompletionStage<List<Commit<E>>> commits(
            KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes) {
        CompletableFuture<List<Commit<?>>> answer = new CompletableFuture<>();
        reads.add(new Read(from, to, answer));
        return answer.thenApply(
                commits -> commits.stream().map(c -> (Commit<E>) c).toList());
    }

    @Override
    public CompletionStage<Long> keptFrom(ObjectId id) {
        throw new AssertionError("sessions do not ask where the history begins");
    }

    @Override
    public <C, E, S> CompletionStage<ObjectState<S>> stateAt(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version) {
        throw new AssertionError("sessions read no past states");
    }

    @Override
    public CompletionStage<Long> versionAt(ObjectId id, long head, long time) {
        throw new AssertionError("sessions ask for no times");
    }
}
