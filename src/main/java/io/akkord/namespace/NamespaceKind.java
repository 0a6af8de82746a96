package io.akkord.namespace;

import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Namespaces as pure functions. A submission is decided on the current state; of the commits its submitter had not seen it only matters
 * which of its keys they changed, and what they did to the indices of arrays that it patches.
 */
public final class NamespaceKind implements ObjectKind<NamespaceCommand, NamespaceEvent, NamespaceState> {
    public static final String NAME = "namespaces";

    /** What an event holds beside its effects, and what one key's path through the tree takes. */
    private static final int EVENT_OVERHEAD = 128;

    private static final int EFFECT_OVERHEAD = 768;

    private final Function<ObjectId, NamespaceRules> rulesOf;
    private final NamespaceRules rules;

    /** @param rulesOf what is configured for a namespace; asked by {@link #of} */
    public NamespaceKind(Function<ObjectId, NamespaceRules> rulesOf) {
        this(rulesOf, NamespaceRules.DEFAULT);
    }

    private NamespaceKind(Function<ObjectId, NamespaceRules> rulesOf, NamespaceRules rules) {
        this.rulesOf = rulesOf;
        this.rules = rules;
    }

    @Override
    public NamespaceKind of(ObjectId id) {
        return new NamespaceKind(rulesOf, rulesOf.apply(id));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public NamespaceState initial() {
        return NamespaceState.NOTHING;
    }

    /** All else that may be wrong is found when it is decided. */
    @Override
    public Optional<Refusal> check(NamespaceState atBase, NamespaceCommand command) {
        return command instanceof NamespaceCommand.Malformed malformed
                ? Optional.of(Refusal.of(malformed.reason(), malformed.message()))
                : Optional.empty();
    }

    @Override
    public Rebase<NamespaceCommand> rebase(NamespaceCommand command, Commit<NamespaceEvent> later) {
        if (!(command instanceof NamespaceCommand.Change change)) {
            return new Rebase.Done<>(command);
        }
        if (later.event() instanceof NamespaceEvent.Deleted) {
            return new Rebase.Refused<>(
                    Refusal.of(Refusal.Reason.BAD_BASE, "The namespace was deleted after the base version."));
        }
        if (change.strategy() == Strategy.REPLACE) {
            return new Rebase.Done<>(command);
        }
        Missed missed = change.missed() == Missed.NOTHING
                ? Missed.nothingOf(Touched.of(change.changes(), change.strategy()))
                : change.missed();
        return new Rebase.Done<>(change.missing(missed.and(later.event())));
    }

    /** With {@link Strategy#MERGE} the pointers of patches lead into what is there now. */
    @Override
    public Rebase<NamespaceCommand> alone(NamespaceState state, Submission<NamespaceCommand> rebased) {
        return rebased.command() instanceof NamespaceCommand.Change change && change.strategy() == Strategy.MERGE
                ? new ChangeDecision(state, rules, rebased.client()).alone(change)
                : new Rebase.Done<>(rebased.command());
    }

    /** Other keys may be ones that others changed. */
    @Override
    public boolean keepsBase(NamespaceCommand command) {
        return command instanceof NamespaceCommand.Change change && change.strategy() == Strategy.REJECT;
    }

    @Override
    public Decision<NamespaceEvent> decide(
            NamespaceState state, long version, Submission<NamespaceCommand> submission) {
        NamespaceCommand command = submission.command();
        ChangeDecision decision = new ChangeDecision(state, rules, submission.client());
        if (command instanceof NamespaceCommand.Change change) {
            return change.strategy() == Strategy.REJECT && submission.base() == Submission.HEAD
                    ? Decision.refuse(Refusal.Reason.INVALID, "The strategy reject needs a base version.")
                    : decision.decide(change);
        }
        if (command instanceof NamespaceCommand.Write write) {
            return unmet(state, version, write.condition())
                    .<Decision<NamespaceEvent>>map(Decision.Refused::new)
                    .orElseGet(() -> decision.decide(write.changes(), write.altered()));
        }
        if (command instanceof NamespaceCommand.Malformed malformed) {
            return Decision.refuse(malformed.reason(), malformed.message());
        }
        return decide(state, version, (NamespaceCommand.Delete) command);
    }

    private static Decision<NamespaceEvent> decide(NamespaceState state, long version, NamespaceCommand.Delete delete) {
        Optional<Refusal> unmet = unmet(state, version, Condition.onNamespace(delete.expected()));
        if (unmet.isPresent()) {
            return new Decision.Refused<>(unmet.get());
        }
        return state.exists()
                ? Decision.accept(new NamespaceEvent.Deleted())
                : Decision.refuse(Refusal.Reason.NOT_FOUND, "There is no such namespace.");
    }

    private static Optional<Refusal> unmet(NamespaceState state, long version, Condition condition) {
        long expected = condition.expected();
        if (expected == Condition.ANY) {
            return Optional.empty();
        }
        OptionalLong actual = actual(state, version, condition);
        boolean met = expected == Condition.ABSENT
                ? actual.isEmpty()
                : actual.isPresent() && (expected < 0 || expected == actual.getAsLong());
        if (met) {
            return Optional.empty();
        }
        return Optional.of(
                expected == Condition.FOUND
                        ? Refusal.of(Refusal.Reason.NOT_FOUND, "There is no such " + label(condition.on()) + ".")
                        : Refusal.of(
                                Refusal.Reason.PRECONDITION,
                                "The " + label(condition.on()) + " is not at the expected version."));
    }

    private static OptionalLong actual(NamespaceState state, long version, Condition condition) {
        return switch (condition.on()) {
            case NAMESPACE -> state.exists() ? OptionalLong.of(version) : OptionalLong.empty();
            case KEY -> {
                Entry entry = state.keys().get(condition.name());
                yield entry == null || entry.isLost() ? OptionalLong.empty() : OptionalLong.of(entry.version());
            }
            case MFE -> {
                Mfe mfe = state.mfes().get(condition.name());
                yield mfe == null ? OptionalLong.empty() : OptionalLong.of(mfe.version());
            }
        };
    }

    private static String label(Condition.On on) {
        return switch (on) {
            case NAMESPACE -> "namespace";
            case KEY -> "key";
            case MFE -> "MFE";
        };
    }

    @Override
    public NamespaceState evolve(NamespaceState state, Commit<NamespaceEvent> commit) {
        return Evolution.after(state, commit);
    }

    @Override
    public boolean exists(NamespaceState state) {
        return state.exists();
    }

    @Override
    public boolean deletes(NamespaceEvent event) {
        return event instanceof NamespaceEvent.Deleted;
    }

    @Override
    public long continuousSince(NamespaceState state) {
        return state.bornAt();
    }

    /** There is only one type. */
    @Override
    public String type(NamespaceState state) {
        return "";
    }

    @Override
    public long size(NamespaceState state) {
        return state.size();
    }

    @Override
    public int weight(NamespaceEvent event) {
        long bytes = EVENT_OVERHEAD;
        for (Effect effect : event.effects()) {
            bytes += EFFECT_OVERHEAD;
            if (effect instanceof Effect.Put put) {
                bytes += put.value().weight() + 64L * put.shifts().size();
            } else if (effect instanceof Effect.Registered registered) {
                bytes += registered.mfe().weight();
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
    }

    @Override
    public long commandWeight(NamespaceCommand command) {
        return command instanceof NamespaceCommand.Changing changing
                ? ChangeWeight.of(changing.changes())
                : EVENT_OVERHEAD;
    }

    @Override
    public OptionalLong nextAlarm(NamespaceState state) {
        return state.keys().due().next();
    }

    /** Deletes what is due; when that is a great deal, the rest is due at once again. */
    @Override
    public Optional<NamespaceEvent> alarm(NamespaceState state, long now) {
        List<Effect> removed = new ArrayList<>();
        state.keys().due().due(now, NamespaceLimits.MAX_DUE).forEach(key -> removed.add(new Effect.Removed(key)));
        return removed.isEmpty() ? Optional.empty() : Optional.of(new NamespaceEvent.Changed(removed, true));
    }

    @Override
    public Optional<Refusal> opens(NamespaceState state) {
        return state.schema() <= rules.schema()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Reason.UNAVAILABLE,
                        "The namespace is stored in schema " + state.schema() + "; this server knows " + rules.schema()
                                + "."));
    }

    @Override
    public Optional<NamespaceEvent> recovered(NamespaceState state) {
        return Recovery.of(state, rules);
    }

    @Override
    public boolean holdsUnstored(NamespaceState state) {
        return state.keys().unstored() > 0;
    }

    @Override
    public Set<String> awaited(NamespaceState state) {
        return state.mfes().owners();
    }

    @Override
    public Optional<NamespaceEvent> absent(NamespaceState state, Set<String> clients) {
        Overlay overlay = new Overlay(state, Missed.NOTHING, Names.SERVER_CLIENT);
        state.mfes().entries().entries().forEach((id, mfe) -> {
            if (!mfe.owner().isEmpty() && clients.contains(mfe.owner())) {
                overlay.apply(new NamespaceChange.Unregister(id));
            }
        });
        List<Effect> effects = overlay.effects(rules::storing);
        return effects.isEmpty() ? Optional.empty() : Optional.of(new NamespaceEvent.Changed(effects, true));
    }

    @Override
    public void parts(NamespaceEvent event, Consumer<String> told) {
        Contest.keys(event, told);
    }

    @Override
    public Optional<String> contested(NamespaceState state, Submission<NamespaceCommand> submission) {
        return Contest.of(state, submission).map(Strategy::label);
    }

    @Override
    public long batchMillis() {
        return rules.batchMillis();
    }
}
