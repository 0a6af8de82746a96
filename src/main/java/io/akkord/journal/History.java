package io.akkord.journal;

import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads the past of objects out of the journal, beside the writer and in short transactions, with the kind and the codec as they are
 * configured for the object. Failed stages mean that the storage cannot be reached.
 */
public interface History {
    /**
     * Commits {@code from..to} (both included) in order, cut after {@code maxCount} commits or {@code maxBytes} stored bytes,
     * whichever comes first, but never to nothing while there is one.
     */
    <C, E, S> CompletionStage<List<Commit<E>>> commits(
            KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes);

    /** The first version whose commit is kept, or will be: the one after the last where nothing is kept; 1 where nothing ever was. */
    CompletionStage<Long> keptFrom(ObjectId id);

    /** The state at {@code version}, from the nearest snapshot or waypoint before it. */
    <C, E, S> CompletionStage<ObjectState<S>> stateAt(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version);

    /**
     * The last version up to {@code head} whose commit is not later than {@code time}, in epoch milliseconds; 0 where the first
     * commit is later.
     */
    CompletionStage<Long> versionAt(ObjectId id, long head, long time);
}
