package io.akkord.scores;

import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A kind of object with keys, for tests only: a score by name, none above a thousand. Who says so has a submission refused when others
 * changed one of its names meanwhile.
 */
public final class ScoreKind implements ObjectKind<ScoreKind.Command, ScoreKind.Event, ScoreKind.Board> {
    public static final String NAME = "boards";
    public static final long MOST = 1_000;

    /** A score that is set, or, where it is empty, taken away. */
    public record Change(String name, OptionalLong score) {}

    /** What a board can be asked. */
    public sealed interface Command {
        /**
         * @param strict whether it is refused when others changed one of its names
         * @param changed which of its names were
         */
        record Put(List<Change> changes, boolean strict, Set<String> changed) implements Command {}

        record Wipe() implements Command {}
    }

    /** What happened to it. */
    public sealed interface Event {
        /** One change per name, by name. */
        record Changed(List<Change> changes, boolean differs) implements Event {}

        record Wiped() implements Event {}
    }

    /** Its state. */
    public record Board(boolean exists, SortedMap<String, Long> scores) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Board initial() {
        return new Board(false, new TreeMap<>());
    }

    @Override
    public Optional<Refusal> check(Board atBase, Command command) {
        return Optional.empty();
    }

    @Override
    public Rebase<Command> rebase(Command command, Commit<Event> later) {
        if (command instanceof Command.Put put && later.event() instanceof Event.Changed changed) {
            Set<String> all = new TreeSet<>(put.changed());
            Set<String> own = put.changes().stream().map(Change::name).collect(Collectors.toSet());
            changed.changes().stream().map(Change::name).filter(own::contains).forEach(all::add);
            return new Rebase.Done<>(new Command.Put(put.changes(), put.strict(), all));
        }
        return new Rebase.Done<>(command);
    }

    @Override
    public Decision<Event> decide(Board state, long version, Submission<Command> submission) {
        if (submission.command() instanceof Command.Put put) {
            if (put.strict() && !put.changed().isEmpty()) {
                return new Decision.Refused<>(
                        new Refusal(Refusal.Reason.CONFLICT, "Others changed it.", 0, conflicts(put, state)));
            }
            Map<String, Change> effects = new TreeMap<>();
            put.changes().forEach(change -> effects.put(change.name(), capped(change)));
            boolean differs = !put.changes().stream().allMatch(change -> change.equals(capped(change)));
            return Decision.accept(new Event.Changed(List.copyOf(effects.values()), differs));
        }
        return Decision.accept(new Event.Wiped());
    }

    private static Change capped(Change change) {
        return change.score().isPresent() && change.score().getAsLong() > MOST
                ? new Change(change.name(), OptionalLong.of(MOST))
                : change;
    }

    private static String conflicts(Command.Put put, Board state) {
        return put.changes().stream()
                .filter(change -> put.changed().contains(change.name()))
                .map(change -> "{\"key\":\"" + change.name() + "\",\"local\":" + json(change.score()) + ",\"remote\":"
                        + state.scores().get(change.name()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String json(OptionalLong score) {
        return score.isPresent() ? Long.toString(score.getAsLong()) : "null";
    }

    @Override
    public Board evolve(Board state, Commit<Event> commit) {
        if (commit.event() instanceof Event.Changed changed) {
            SortedMap<String, Long> scores = new TreeMap<>(state.scores());
            for (Change change : changed.changes()) {
                if (change.score().isPresent()) {
                    scores.put(change.name(), change.score().getAsLong());
                } else {
                    scores.remove(change.name());
                }
            }
            return new Board(true, scores);
        }
        return initial();
    }

    @Override
    public boolean exists(Board state) {
        return state.exists();
    }

    @Override
    public boolean deletes(Event event) {
        return event instanceof Event.Wiped;
    }

    @Override
    public long continuousSince(Board state) {
        return 0;
    }

    @Override
    public String type(Board state) {
        return state.exists() ? "board" : "";
    }

    @Override
    public long size(Board state) {
        return state.scores().size() * 20L;
    }

    @Override
    public int weight(Event event) {
        return 64;
    }
}
