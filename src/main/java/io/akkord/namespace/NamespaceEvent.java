package io.akkord.namespace;

import java.util.List;

/** What happened to a namespace. */
public sealed interface NamespaceEvent {
    /** On keys in key order, then on MFEs in the order of their ids; one for each. */
    List<Effect> effects();

    /** Whether the effects cannot be told from the changes that were submitted. */
    default boolean differs() {
        return true;
    }

    /**
     * The namespace came into being, for the first time or after a deletion.
     *
     * @param schema the version its values are made for
     */
    record Created(int schema, List<Effect> effects, boolean differs) implements NamespaceEvent {
        public Created {
            effects = List.copyOf(effects);
        }
    }

    record Changed(List<Effect> effects, boolean differs) implements NamespaceEvent {
        public Changed {
            effects = List.copyOf(effects);
        }
    }

    /** The values were brought to a newer schema. */
    record Migrated(int schema, List<Effect> effects) implements NamespaceEvent {
        public Migrated {
            effects = List.copyOf(effects);
        }
    }

    /** The namespace was deleted, with all keys and MFEs; its effects are not listed. */
    record Deleted() implements NamespaceEvent {
        @Override
        public List<Effect> effects() {
            return List.of();
        }
    }
}
