package io.akkord.namespace;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.protocol.ChangeForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One namespace, its commits and its states, as the runtime keeps them; time stands still unless it is told to go on. */
public final class Play {
    static final ObjectId ID = ObjectId.of(NamespaceKind.NAME, "shop");

    private final NamespaceKind kind;
    private final List<Commit<NamespaceEvent>> commits = new ArrayList<>();
    private final List<NamespaceState> states = new ArrayList<>(List.of(NamespaceState.NOTHING));
    private long now = 1_767_225_600_000L;

    public Play() {
        this(NamespaceRules.DEFAULT);
    }

    public Play(NamespaceRules rules) {
        this.kind = new NamespaceKind(id -> rules).of(ID);
    }

    public NamespaceKind kind() {
        return kind;
    }

    public NamespaceState state() {
        return states.get(states.size() - 1);
    }

    public NamespaceState state(long version) {
        return states.get((int) version);
    }

    public long version() {
        return commits.size();
    }

    public List<Commit<NamespaceEvent>> commits() {
        return commits;
    }

    public NamespaceEvent last() {
        return commits.get(commits.size() - 1).event();
    }

    long now() {
        return now;
    }

    void later(long seconds) {
        now += seconds * 1_000;
    }

    public static JsonValue json(String text) {
        return JsonText.parse(text.replace('\'', '"'), JsonLimits.DEFAULT);
    }

    /** All that can be read, as JSON text. */
    String store() {
        TreeMap<String, JsonValue> values = new TreeMap<>();
        state().keys()
                .entries()
                .entries()
                .keySet()
                .forEach(key -> state().value(key).ifPresent(value -> values.put(key, value)));
        return values.toString();
    }

    public static NamespaceCommand changes(String changes, Strategy strategy) {
        return ChangeForm.read(json(changes), strategy);
    }

    /** On what is current. */
    Optional<Refusal> submit(String client, String changes) {
        return submit(client, Submission.HEAD, changes(changes, Strategy.REPLACE));
    }

    Optional<Refusal> submit(String client, long base, Strategy strategy, String changes) {
        return submit(client, base, changes(changes, strategy));
    }

    /** Why it was not committed; empty when it was. */
    public Optional<Refusal> submit(String client, long base, NamespaceCommand command) {
        NamespaceCommand rebased = command;
        if (base != Submission.HEAD) {
            Optional<Refusal> misfit = kind.check(state(base), command);
            if (misfit.isPresent()) {
                return misfit;
            }
            for (long v = base; v < version(); v++) {
                Rebase<NamespaceCommand> step = kind.rebase(rebased, commits.get((int) v));
                if (step instanceof Rebase.Refused<NamespaceCommand> refused) {
                    return Optional.of(refused.refusal());
                }
                rebased = ((Rebase.Done<NamespaceCommand>) step).command();
            }
        }
        Submission<NamespaceCommand> submission =
                new Submission<>(client, version() + 1, base, "user of " + client, "cart", 0, rebased);
        Decision<NamespaceEvent> decision = kind.decide(state(), version(), submission);
        standsAlone(submission, decision);
        if (decision instanceof Decision.Refused<NamespaceEvent> refused) {
            return Optional.of(refused.refusal());
        }
        commit(client, ((Decision.Accepted<NamespaceEvent>) decision).event());
        return Optional.empty();
    }

    /** What others may look at in the place of a rebased command is decided as that is. */
    private void standsAlone(Submission<NamespaceCommand> rebased, Decision<NamespaceEvent> decision) {
        Rebase<NamespaceCommand> alone = kind.alone(state(), rebased);
        Decision<NamespaceEvent> same = alone instanceof Rebase.Refused<NamespaceCommand> refused
                ? new Decision.Refused<>(refused.refusal())
                : kind.decide(state(), version(), rebased.with(((Rebase.Done<NamespaceCommand>) alone).command()));
        if (!same.equals(decision)) {
            throw new AssertionError("decided alone: " + same + ", and rebased: " + decision);
        }
    }

    void commit(String client, NamespaceEvent event) {
        Commit<NamespaceEvent> commit =
                new Commit<>(version() + 1, client, version() + 1, "user of " + client, "cart", now, 0, 0, event);
        commits.add(commit);
        states.add(kind.evolve(state(), commit));
    }
}
