package io.akkord.object;

import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectState;

/** What the parts of an entity report back to it. */
sealed interface EntityInternal extends EntityMessage {
    /** The journal child has replayed everything. */
    record Recovered<E, S>(ActorRef<JournalCommand<E>> journal, ObjectState<S> state) implements EntityInternal {}

    /** A journal write is durable. */
    record Written<S>(long ticket, ObjectState<S> state) implements EntityInternal {}

    /** The journal child is gone, whatever it was doing. */
    record JournalGone<E>(ActorRef<JournalCommand<E>> journal) implements EntityInternal {}

    /** No answer to a journal write in time. */
    record WriteOverdue(long ticket) implements EntityInternal {}

    /** The rows that a write needs before it, or its answers after it, are in their tables, or could not be written. */
    record TablesUpdated(long ticket, boolean ok) implements EntityInternal {}

    /** A submission on an old base has been brought forward, or refused. */
    record BroughtForward<C>(Candidate<C> from, OldBase.Result<C> result) implements EntityInternal {}

    /** A relay's node is gone. */
    record RelayGone(ActorRef<RelayEvent> relay) implements EntityInternal {}

    /** Time to see whether the object is idle. */
    record Tick() implements EntityInternal {}

    /** Sharding asks the entity to stop. */
    record Stop() implements EntityInternal {}

    /** The last write did not end in time; stop anyway. */
    record StopNow() implements EntityInternal {}
}
