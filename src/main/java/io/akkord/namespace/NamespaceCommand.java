package io.akkord.namespace;

import io.akkord.kind.Refusal;
import java.util.List;

/** What a namespace can be asked to do. */
public sealed interface NamespaceCommand {
    /** Something that lists changes, so that others may be put in their place before it is decided. */
    sealed interface Changing extends NamespaceCommand {
        List<NamespaceChange> changes();

        /** The same with other changes, of which the submitter then has to be told. */
        Changing altered(List<NamespaceChange> others);
    }

    /**
     * A submission on the version its submitter had seen, or on whatever is current.
     *
     * @param changes in order, all or none
     * @param strategy for keys that others changed since
     * @param altered whether these are not the changes that were submitted
     * @param missed what others did since, as far as it is known; of the node that decides, it does not travel
     */
    record Change(List<NamespaceChange> changes, Strategy strategy, boolean altered, Missed missed)
            implements Changing {
        public Change {
            changes = List.copyOf(changes);
        }

        public static Change of(List<NamespaceChange> changes, Strategy strategy) {
            return new Change(changes, strategy, false, Missed.NOTHING);
        }

        Change missing(Missed more) {
            return new Change(changes, strategy, altered, more);
        }

        /** The same with patches that need not be rebased any more. */
        Change rebased(List<NamespaceChange> patched) {
            return new Change(patched, strategy, altered, Missed.NOTHING);
        }

        @Override
        public Change altered(List<NamespaceChange> others) {
            return new Change(others, strategy, true, Missed.NOTHING);
        }
    }

    /**
     * Changes of the head, as HTTP makes them.
     *
     * @param changes in order, all or none
     * @param condition that must hold when they are decided
     * @param altered whether these are not the changes that were submitted
     */
    record Write(List<NamespaceChange> changes, Condition condition, boolean altered) implements Changing {
        public Write {
            changes = List.copyOf(changes);
        }

        public static Write of(List<NamespaceChange> changes, Condition condition) {
            return new Write(changes, condition, false);
        }

        @Override
        public Write altered(List<NamespaceChange> others) {
            return new Write(others, condition, true);
        }
    }

    /** Deletes the namespace; {@code expected} as in {@link Condition}. */
    record Delete(long expected) implements NamespaceCommand {}

    /**
     * A submission that is none; it is refused, but only after the checks of seq and base, which may say something else first.
     *
     * @param message a sentence for people
     */
    record Malformed(Refusal.Reason reason, String message) implements NamespaceCommand {}
}
