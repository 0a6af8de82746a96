package io.akkord.namespace;

import io.akkord.json.patch.PatchFault;
import io.akkord.kind.Decision;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Decides what changes come to on a state: effects, conflicts with what others did, or why they cannot be. */
final class ChangeDecision {
    private final NamespaceState state;
    private final NamespaceRules rules;
    private final String client;

    /** @param client who submits the changes */
    ChangeDecision(NamespaceState state, NamespaceRules rules, String client) {
        this.state = state;
        this.rules = rules;
        this.client = client;
    }

    /**
     * Nobody else's changes matter.
     *
     * @param altered whether these are not the changes that were submitted
     */
    Decision<NamespaceEvent> decide(List<NamespaceChange> changes, boolean altered) {
        return decide(new NamespaceCommand.Change(changes, Strategy.REPLACE, altered, Missed.NOTHING));
    }

    /** A change with its patches rebased over what it missed, or why they cannot be. */
    Rebase<NamespaceCommand> alone(NamespaceCommand.Change change) {
        if (change.missed().keys().entries().isEmpty()) {
            return new Rebase.Done<>(change);
        }
        Optional<Refusal> malformed = ChangeCheck.of(change.changes(), client);
        if (malformed.isPresent()) {
            return new Rebase.Refused<>(malformed.get());
        }
        Overlay overlay = new Overlay(state, change.missed(), client);
        List<NamespaceChange> rebased =
                change.changes().stream().map(overlay::rebase).toList();
        SortedMap<String, PatchFault> faults = overlay.faults();
        if (faults.isEmpty()) {
            return new Rebase.Done<>(change.rebased(rebased));
        }
        return new Rebase.Refused<>(misfit(faults, change.missed())
                .orElseGet(() -> Conflicts.of(new TreeSet<>(faults.keySet()), state, overlay)));
    }

    Decision<NamespaceEvent> decide(NamespaceCommand.Change change) {
        Optional<Refusal> malformed = ChangeCheck.of(change.changes(), client);
        if (malformed.isPresent()) {
            return new Decision.Refused<>(malformed.get());
        }
        Overlay overlay =
                new Overlay(state, change.strategy() == Strategy.MERGE ? change.missed() : Missed.NOTHING, client);
        change.changes().forEach(overlay::apply);
        SortedMap<String, PatchFault> faults = overlay.faults();
        Optional<Refusal> misfit = misfit(faults, change.missed());
        if (misfit.isPresent()) {
            return new Decision.Refused<>(misfit.get());
        }
        List<Effect> effects = overlay.effects(rules::storing);
        SortedSet<String> conflicts = new TreeSet<>(faults.keySet());
        if (change.strategy() == Strategy.REJECT) {
            addRejected(change, effects, conflicts);
        }
        if (!conflicts.isEmpty()) {
            return new Decision.Refused<>(Conflicts.of(conflicts, state, overlay));
        }
        return tooLarge(effects)
                .<Decision<NamespaceEvent>>map(Decision.Refused::new)
                .orElseGet(() -> Decision.accept(event(effects, change)));
    }

    /** Why a patch does not apply, unless the reason may be what others did to its key. */
    private static Optional<Refusal> misfit(SortedMap<String, PatchFault> faults, Missed missed) {
        for (Map.Entry<String, PatchFault> entry : faults.entrySet()) {
            PatchFault fault = entry.getValue();
            boolean tooLarge = fault == PatchFault.TOO_LARGE;
            if (tooLarge || fault == PatchFault.TOO_DEEP || fault.isMalformed() || !missed.includes(entry.getKey())) {
                return Optional.of(
                        Refusal.of(tooLarge ? Refusal.Reason.TOO_LARGE : Refusal.Reason.INVALID, fault.reason()));
            }
        }
        return Optional.empty();
    }

    /** Keys that others changed and that the submission names, or would change without naming them. */
    private static void addRejected(NamespaceCommand.Change change, List<Effect> effects, SortedSet<String> conflicts) {
        Set<String> named = Touched.named(change.changes());
        for (String key : change.missed().keys().entries().keySet()) {
            if (named.contains(key)) {
                conflicts.add(key);
            }
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Put put && change.missed().includes(put.key())) {
                conflicts.add(put.key());
            } else if (effect instanceof Effect.Removed removed
                    && change.missed().includes(removed.key())) {
                conflicts.add(removed.key());
            }
        }
    }

    private Optional<Refusal> tooLarge(List<Effect> effects) {
        NamespaceLimits limits = rules.limits();
        int keys = 0;
        long size = 0;
        int mfes = 0;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Put put) {
                if (put.value().weight() > limits.value()) {
                    return tooLarge("A value has at most " + limits.value() + " characters of JSON.");
                }
                Entry old = state.keys().get(put.key());
                keys += old == null ? 1 : 0;
                size += Keys.size(put.key(), put.value()) - (old == null ? 0 : Keys.size(put.key(), old.value()));
            } else if (effect instanceof Effect.Removed removed) {
                Entry old = state.keys().get(removed.key());
                keys--;
                size -= old == null ? 0 : Keys.size(removed.key(), old.value());
            } else if (effect instanceof Effect.Registered registered) {
                if (registered.mfe().weight() > limits.value()) {
                    return tooLarge("An MFE has at most " + limits.value() + " characters of JSON.");
                }
                mfes += state.mfes().get(registered.id()) == null ? 1 : 0;
            } else {
                mfes--;
            }
        }
        if (keys > 0 && state.keys().entries().size() + keys > limits.keys()) {
            return tooLarge("A namespace has at most " + limits.keys() + " keys.");
        }
        if (size > 0 && state.keys().size() + size > limits.size()) {
            return tooLarge("The values of a namespace have at most " + limits.size() + " characters of JSON.");
        }
        return mfes > 0 && state.mfes().entries().size() + mfes > limits.mfes()
                ? tooLarge("A namespace has at most " + limits.mfes() + " MFEs.")
                : Optional.empty();
    }

    private static Optional<Refusal> tooLarge(String message) {
        return Optional.of(Refusal.of(Refusal.Reason.TOO_LARGE, message));
    }

    private NamespaceEvent event(List<Effect> effects, NamespaceCommand.Change change) {
        boolean differs = change.altered() || change.changes().stream().anyMatch(c -> !isPlain(c));
        return state.exists()
                ? new NamespaceEvent.Changed(effects, differs)
                : new NamespaceEvent.Created(rules.schema(), effects, differs);
    }

    /** Whether its effect can be told from it alone. */
    private static boolean isPlain(NamespaceChange change) {
        return change instanceof NamespaceChange.Set || change instanceof NamespaceChange.Delete;
    }
}
