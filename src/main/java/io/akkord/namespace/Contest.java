package io.akkord.namespace;

import io.akkord.kind.Submission;
import java.util.Optional;
import java.util.function.Consumer;

/** Who wants the same keys: asked for figures only, it decides nothing. */
final class Contest {
    private Contest() {}

    /** The keys that an event wrote or removed. */
    static void keys(NamespaceEvent event, Consumer<String> told) {
        for (Effect effect : event.effects()) {
            if (effect instanceof Effect.Put put) {
                told.accept(put.key());
            } else if (effect instanceof Effect.Removed removed) {
                told.accept(removed.key());
            }
        }
    }

    /**
     * The strategy of a submission that meets a key which others changed after its base. With {@link Strategy#REPLACE}, which takes no
     * note of what was missed, those are the keys named one by one that are still there.
     *
     * @param state current
     * @param submission rebased
     */
    static Optional<Strategy> of(NamespaceState state, Submission<NamespaceCommand> submission) {
        if (!(submission.command() instanceof NamespaceCommand.Change change)) {
            return Optional.empty();
        }
        boolean met = change.strategy() == Strategy.REPLACE
                ? Touched.named(change.changes()).stream().anyMatch(key -> isLater(state, key, submission.base()))
                : change.missed().keys().size() > 0;
        return met ? Optional.of(change.strategy()) : Optional.empty();
    }

    private static boolean isLater(NamespaceState state, String key, long base) {
        Entry entry = state.keys().get(key);
        return entry != null && entry.version() > base;
    }
}
