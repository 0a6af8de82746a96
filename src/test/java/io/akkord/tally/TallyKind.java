package io.akkord.tally;

import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A third kind of object, for tests only: a sum that counts how many commits each addition was brought over, and rings when told
 * to. It has a note whose text is never stored, knows who attends until they are gone, and its state has a schema. Nothing of the
 * server knows it.
 *
 * @param schema the newest schema; states of older ones are migrated step by step, states of newer ones stay shut
 * @param batchMillis of objects whose name begins with {@code batched}
 */
public record TallyKind(int schema, long batchMillis)
        implements ObjectKind<TallyKind.Command, TallyKind.Event, TallyKind.Tally> {
    public static final String NAME = "tallies";

    /** How long submissions to batched tallies are collected. */
    public static final long BATCH_MILLIS = 400;

    /** Adding this is a fault of the kind, not a refusal. */
    public static final long FAULT = 666;

    public TallyKind() {
        this(1, 0);
    }

    /** What a tally can be asked. */
    public sealed interface Command {
        record Add(long amount, int missed) implements Command {}

        record RingAt(long due) implements Command {}

        /** Rings so many times at once. */
        record Peal(long due, int times) implements Command {}

        /** Leaves a note that is never stored. */
        record Note(String text) implements Command {}

        /** Whoever submits it attends until they are gone. */
        record Attend() implements Command {}
    }

    /** What happened to it. */
    public sealed interface Event {
        record Added(long amount, int missed) implements Event {}

        record Wound(long due, int times) implements Event {
            public Wound(long due) {
                this(due, 1);
            }
        }

        record Rang(long due) implements Event {}

        /** With an empty text where that is lost. */
        record Noted(String text) implements Event {}

        record NoteLost() implements Event {}

        record Attended(String client) implements Event {}

        record Gone(Set<String> clients) implements Event {}

        record Migrated(int schema) implements Event {}
    }

    /**
     * Its state.
     *
     * @param due 0 where no ring is wanted
     * @param times how often it has yet to ring at {@code due}
     * @param note empty for none
     * @param noteLost whether there was one whose text is not known any more
     */
    public record Tally(
            long sum,
            long due,
            int rings,
            int times,
            String note,
            boolean noteLost,
            Set<String> attending,
            int schema) {
        public Tally {
            attending = Set.copyOf(attending);
        }

        public Tally(long sum, long due, int rings) {
            this(sum, due, rings, due == 0 ? 0 : 1, "", false, Set.of(), 1);
        }

        Tally adding(long amount) {
            return new Tally(sum + amount, due, rings, times, note, noteLost, attending, schema);
        }

        Tally ringing(long at, int often, int soFar) {
            return new Tally(sum, often == 0 ? 0 : at, soFar, often, note, noteLost, attending, schema);
        }

        Tally noting(String text, boolean lost) {
            return new Tally(sum, due, rings, times, text, lost, attending, schema);
        }

        Tally attendedBy(Set<String> clients) {
            return new Tally(sum, due, rings, times, note, noteLost, clients, schema);
        }

        Tally in(int newer) {
            return new Tally(sum, due, rings, times, note, noteLost, attending, newer);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TallyKind of(ObjectId id) {
        return new TallyKind(schema, id.name().startsWith("batched") ? BATCH_MILLIS : 0);
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
        if (command instanceof Command.Add add) {
            if (add.amount() == FAULT) {
                throw new IllegalStateException("a fault in a kind");
            }
            return Decision.accept(new Event.Added(add.amount(), add.missed()));
        }
        if (command instanceof Command.Peal peal) {
            return Decision.accept(new Event.Wound(peal.due(), peal.times()));
        }
        if (command instanceof Command.Note note) {
            return Decision.accept(new Event.Noted(note.text()));
        }
        return Decision.accept(
                command instanceof Command.Attend
                        ? new Event.Attended(submission.client())
                        : new Event.Wound(((Command.RingAt) command).due()));
    }

    @Override
    public Tally evolve(Tally state, Commit<Event> commit) {
        Event event = commit.event();
        if (event instanceof Event.Added added) {
            return state.adding(added.amount());
        }
        if (event instanceof Event.Wound wound) {
            return state.ringing(wound.due(), wound.times(), state.rings());
        }
        if (event instanceof Event.Noted noted) {
            return state.noting(noted.text(), noted.text().isEmpty());
        }
        if (event instanceof Event.NoteLost) {
            return state.noting("", false);
        }
        if (event instanceof Event.Attended attended) {
            Set<String> more = new TreeSet<>(state.attending());
            more.add(attended.client());
            return state.attendedBy(more);
        }
        if (event instanceof Event.Gone gone) {
            Set<String> fewer = new TreeSet<>(state.attending());
            fewer.removeAll(gone.clients());
            return state.attendedBy(fewer);
        }
        return event instanceof Event.Migrated migrated
                ? state.in(migrated.schema())
                : state.ringing(state.due(), state.times() - 1, state.rings() + 1);
    }

    @Override
    public Optional<Refusal> opens(Tally state) {
        return state.schema() > schema
                ? Optional.of(Refusal.of(Refusal.Reason.UNAVAILABLE, "Written by a newer release."))
                : Optional.empty();
    }

    @Override
    public Optional<Event> recovered(Tally state) {
        if (state.noteLost()) {
            return Optional.of(new Event.NoteLost());
        }
        return state.schema() < schema && !state.equals(initial())
                ? Optional.of(new Event.Migrated(state.schema() + 1))
                : Optional.empty();
    }

    @Override
    public boolean holdsUnstored(Tally state) {
        return !state.note().isEmpty();
    }

    @Override
    public Set<String> awaited(Tally state) {
        return state.attending();
    }

    @Override
    public Optional<Event> absent(Tally state, Set<String> clients) {
        return Optional.of(new Event.Gone(clients));
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
