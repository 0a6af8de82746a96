package io.akkord.object;

import akka.actor.typed.javadsl.ActorContext;
import io.akkord.journal.Installation;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The purge of one object: what is left is known when the deletion is durable, the rows go when there is no journal child that would go
 * by them, and who asked hears how it ended when the storage has said so.
 */
final class Erasure<C, E, S> {
    private record UnderWay<C, S>(ObjectCommand.Purge<C> request, ObjectState<S> left) {}

    private final ActorContext<EntityMessage> context;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectTables tables;
    private @Nullable UnderWay<C, S> underWay;

    Erasure(ActorContext<EntityMessage> context, KindRuntime<C, E, S> runtime, ObjectTables tables) {
        this.context = context;
        this.runtime = runtime;
        this.tables = tables;
    }

    /** @param deleted the confirmed state */
    void begin(ObjectCommand.Purge<C> request, ObjectState<S> deleted) {
        underWay = new UnderWay<>(request, deleted.purged(Installation.newOrigin()));
    }

    /** Drops the rows, if that is due; whether {@link EntityInternal.Erased} follows. */
    boolean run() {
        if (underWay == null) {
            return false;
        }
        context.pipeToSelf(
                tables.purge(underWay.request.id(), runtime.codec(), underWay.left),
                (done, failure) -> new EntityInternal.Erased(failure == null));
        return true;
    }

    /** Answers who asked, if anybody did. {@code ok} false says nothing of what became of the rows. */
    void ended(boolean ok) {
        if (underWay == null) {
            return;
        }
        ObjectCommand.Purge<C> request = underWay.request;
        ObjectState<S> left = underWay.left;
        underWay = null;
        if (ok) {
            request.replyTo()
                    .tell(new Outcome.Committed(
                            request.id(), request.deletion().seq(), left.version(), left.timestamp(), false, false));
        } else {
            Replies.refuse(request, Refusal.Reason.UNAVAILABLE);
        }
    }
}
