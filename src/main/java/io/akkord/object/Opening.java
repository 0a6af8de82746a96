package io.akkord.object;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Refusal;
import io.akkord.settings.ObjectSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands between the state an object finds in its journal and the first answer on it: whether the state may be served at all, and
 * what has to be committed to it before.
 */
final class Opening<C, E, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Refusal FAULT =
            Refusal.of(Refusal.Reason.UNAVAILABLE, "The stored object cannot be brought into use.");

    private final ObjectId id;
    private final ObjectKind<C, E, S> kind;
    private boolean underWay;
    private @Nullable Refusal shut;

    Opening(ObjectId id, ObjectKind<C, E, S> kind) {
        this.id = id;
        this.kind = kind;
    }

    /** A state has come from the journal. */
    void begin(S state) {
        underWay = true;
        shut = null;
        try {
            kind.opens(state).ifPresent(this::shut);
        } catch (RuntimeException fault) {
            failed(fault);
        }
    }

    /** Whether there may still be something to commit before anything is served. */
    boolean isUnderWay() {
        return underWay;
    }

    /** What everything is refused with until the journal is read again; empty where the object may be served. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(shut);
    }

    /** Puts what has to be committed into the group; false where there is nothing, and the object is open, or shut for good. */
    boolean fill(Group<C, E, S> group, ObjectSettings settings) {
        try {
            boolean more = true;
            while (more && group.events().size() < settings.maxGroup() && group.bytes() < settings.maxGroupBytes()) {
                more = group.recover();
            }
        } catch (RuntimeException fault) {
            failed(fault);
            return false;
        }
        underWay = !group.isEmpty();
        return underWay;
    }

    private void failed(RuntimeException fault) {
        LOG.error("{} cannot be brought into use", id.label(), BareFault.of(fault));
        shut(FAULT);
    }

    private void shut(Refusal refusal) {
        shut = refusal;
        underWay = false;
    }
}
