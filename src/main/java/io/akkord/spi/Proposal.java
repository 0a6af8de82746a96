package io.akkord.spi;

import io.akkord.json.JsonValue;
import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A submission on its way through the chain.
 *
 * @param namespace where to
 * @param client who submits; those of the server begin with an underscore
 * @param user the authenticated user behind the client
 * @param source free name of the submitting part of a page; empty for none
 * @param changes as submitted, or as the links before made them; not yet checked by the namespace. The pointers of patches
 *     that are merged on an older base stand for places in {@code current}
 * @param current what is committed
 */
public record Proposal(
        ObjectId namespace, String client, String user, String source, List<Change> changes, NamespaceView current) {
    public Proposal {
        changes = List.copyOf(changes);
    }

    public Proposal with(List<Change> others) {
        return new Proposal(namespace, client, user, source, others, current);
    }

    /**
     * The keys that the changes would set or remove in {@link #current()}, with what they would then hold (empty: nothing). What the
     * namespace will refuse anyhow, such as a patch that does not apply, is left out.
     */
    public SortedMap<String, Optional<JsonValue>> effects() {
        return Effects.of(changes, current);
    }

    /** Without values. */
    @Override
    public String toString() {
        return "Proposal[" + namespace.path() + ", " + client + ", " + changes + "]";
    }
}
