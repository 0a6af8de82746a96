package io.akkord.object;

import akka.actor.NoSerializationVerificationNeeded;
import io.akkord.journal.Stored;
import java.util.List;

/** What an entity asks of its journal child. */
sealed interface JournalCommand<E> extends NoSerializationVerificationNeeded {
    /**
     * Writes a group as one; answered with {@link EntityInternal.Written} or by the child's end.
     *
     * @param trace of the first command in the group that has one
     */
    record Write<E>(long ticket, List<Stored<E>> group, String trace) implements JournalCommand<E> {}
}
