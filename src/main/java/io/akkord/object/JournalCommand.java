package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import io.akkord.journal.Stored;
import java.util.List;

/** What an entity asks of its journal child. */
sealed interface JournalCommand<E> extends NoSerializationVerificationNeeded {
    /** Writes a group as one; answered with {@link EntityInternal.Written} or by the child's end. */
    record Write<E>(long ticket, List<Stored<E>> group) implements JournalCommand<E> {}
}
