package io.akkord.tally;

import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A third kind of object, for tests only: a sum that counts how many commits each addition was brought over, and rings when told
 * to. Nothing of the server knows it.
 */
public final class TallyKind implements ObjectKind<TallyKind.Command, TallyKind.Event, TallyKind.Tally> {
    public static final String NAME = "tallies";

    /** Adding this is a fault of the kind, not a refusal. */
    public static final long FAULT = 666;

    /** What a tally can be asked. */
    public sealed interface Command {
        record Add(long amount, int missed) implements Command {}

        record RingAt(long due) implements Command {}
    }

    /** What happened to it. */
    public sealed interface Event {
        record Added(long amount, int missed) implements Event {}

        record Wound(long due) implements Event {}

        record Rang(long due) implements Event {}
    }

    /** Its state; {@code due} is 0 where no ring is wanted. */
    public record Tally(long sum, long due, int rings) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Tally initial() {
        return new Tally(0, 0, 0);
    }

    @Override
    public Optional<Refusal> check(Tally atBase, Command command) {
        return command instanceof Command.Add add && add.amount() == 13
                ? Optional.of(Refusal.of(Refusal.Reason.INVALID, "Not thirteen."))
                : Optional.empty();
    }

    @Override
    public Rebase<Command> rebase(Command command, Commit<Event> later) {
        return new Rebase.Done<>(
                command instanceof Command.Add add ? new Command.Add(add.amount(), add.missed() + 1) : command);
    }

    @Override
    public Decision<Event> decide(Tally state, long version, Submission<Command> submission) {
        Command command = submission.command();
        if (command instanceof Command.Add add && add.amount() == FAULT) {
            throw new IllegalStateException("a fault in a kind");
        }
        return Decision.accept(
                command instanceof Command.Add add
                        ? new Event.Added(add.amount(), add.missed())
                        : new Event.Wound(((Command.RingAt) command).due()));
    }

    @Override
    public Tally evolve(Tally state, Commit<Event> commit) {
        if (commit.event() instanceof Event.Added added) {
            return new Tally(state.sum() + added.amount(), state.due(), state.rings());
        }
        return commit.event() instanceof Event.Wound wound
                ? new Tally(state.sum(), wound.due(), state.rings())
                : new Tally(state.sum(), 0, state.rings() + 1);
    }

    @Override
    public boolean exists(Tally state) {
        return true;
    }

    @Override
    public boolean deletes(Event event) {
        return false;
    }

    @Override
    public long continuousSince(Tally state) {
        return 0;
    }

    @Override
    public String type(Tally state) {
        return "tally";
    }

    @Override
    public long size(Tally state) {
        return 1;
    }

    @Override
    public int weight(Event event) {
        return 32;
    }

    @Override
    public OptionalLong nextAlarm(Tally state) {
        return state.due() == 0 ? OptionalLong.empty() : OptionalLong.of(state.due());
    }

    @Override
    public Optional<Event> alarm(Tally state, long now) {
        return state.due() != 0 && state.due() <= now ? Optional.of(new Event.Rang(state.due())) : Optional.empty();
    }
}
