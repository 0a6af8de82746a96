package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectState;

/** What the parts of an entity report back to it; but for {@link Stop} it never leaves the node. */
sealed interface EntityInternal extends EntityMessage {
    /** The journal child has replayed everything. */
    record Recovered<E, S>(ActorRef<JournalCommand<E>> journal, ObjectState<S> state)
            implements EntityInternal, NoSerializationVerificationNeeded {}

    /** A journal write is durable. */
    record Written<S>(long ticket, ObjectState<S> state) implements EntityInternal, NoSerializationVerificationNeeded {}

    /** The journal child is gone, whatever it was doing. */
    record JournalGone<E>(ActorRef<JournalCommand<E>> journal)
            implements EntityInternal, NoSerializationVerificationNeeded {}

    /** The rows that a write needs before it, or its answers after it, are in their tables, or could not be written. */
    record TablesUpdated(long ticket, boolean ok) implements EntityInternal, NoSerializationVerificationNeeded {}

    /** The object's rows have been dropped, or nobody knows. */
    record Erased(boolean ok) implements EntityInternal, NoSerializationVerificationNeeded {}

    /** A submission on an old base has been brought forward, or refused. */
    record BroughtForward<C>(Candidate<C> from, OldBase.Result<C> result)
            implements EntityInternal, NoSerializationVerificationNeeded {}

    /** What an interceptor makes of a submission. */
    record Intercepted<C>(long ticket, Interception<C> interception)
            implements EntityInternal, NoSerializationVerificationNeeded {}

    /** A client that the object waits for has been away for the grace time. */
    record AbsenceDue() implements EntityInternal, NoSerializationVerificationNeeded {}

    /** A relay's node is gone. */
    record RelayGone(ActorRef<RelayEvent> relay) implements EntityInternal, NoSerializationVerificationNeeded {}

    /** The next group has waited long enough for more submissions. */
    record Gathered() implements EntityInternal, NoSerializationVerificationNeeded {}

    /** Time to see whether the object is idle. */
    record Tick() implements EntityInternal, NoSerializationVerificationNeeded {}

    /** Sharding asks the entity to stop. */
    record Stop() implements EntityInternal {}

    /** The last write did not end in time; stop anyway. */
    record StopNow() implements EntityInternal, NoSerializationVerificationNeeded {}
}
