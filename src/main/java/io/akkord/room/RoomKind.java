package io.akkord.room;

import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.ot.Document;
import io.akkord.ot.Kind;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationFault;
import java.util.Optional;

/**
 * Rooms as pure functions. An operation is transformed over every commit its author had not seen, one by one, so that at one place
 * the earlier committed text stands first.
 */
public final class RoomKind implements ObjectKind<RoomCommand, RoomEvent, RoomState> {
    public static final String NAME = "rooms";

    private static final int EVENT_OVERHEAD = 64;

    private final int maxLength;

    /** @param maxLength UTF-16 code units a document may hold */
    public RoomKind(int maxLength) {
        this.maxLength = maxLength;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RoomState initial() {
        return RoomState.NOTHING;
    }

    @Override
    public Optional<Refusal> check(RoomState atBase, RoomCommand command) {
        if (command instanceof RoomCommand.Malformed malformed) {
            return Optional.of(Refusal.of(Refusal.Reason.INVALID, malformed.reason()));
        }
        if (!(command instanceof RoomCommand.Edit edit)) {
            return Optional.empty();
        }
        RoomType type = atBase.type().orElse(edit.type());
        if (type == RoomType.TEXT && !edit.operation().isPlain()) {
            return Optional.of(Refusal.of(Refusal.Reason.INVALID, "A text room takes no attributes and no embeds."));
        }
        return atBase.document()
                .check(edit.operation())
                .map(fault -> Refusal.of(Refusal.Reason.INVALID, fault.reason()));
    }

    @Override
    public Rebase<RoomCommand> rebase(RoomCommand command, Commit<RoomEvent> later) {
        if (!(command instanceof RoomCommand.Edit edit)) {
            return new Rebase.Done<>(command);
        }
        if (later.event() instanceof RoomEvent.Deleted) {
            return new Rebase.Refused<>(
                    Refusal.of(Refusal.Reason.BAD_BASE, "The room was deleted after the base version."));
        }
        Operation operation = later.event() instanceof RoomEvent.Created created
                ? created.operation()
                : ((RoomEvent.Edited) later.event()).operation();
        return new Rebase.Done<>(new RoomCommand.Edit(edit.type(), operation.transform(edit.operation(), true)));
    }

    @Override
    public Decision<RoomEvent> decide(RoomState state, long version, Submission<RoomCommand> submission) {
        RoomCommand command = submission.command();
        if (command instanceof RoomCommand.Edit edit) {
            return decide(state, edit);
        }
        if (command instanceof RoomCommand.Replace replace) {
            return decide(state, version, replace);
        }
        if (command instanceof RoomCommand.Malformed malformed) {
            return Decision.refuse(Refusal.Reason.INVALID, malformed.reason());
        }
        return decide(state, version, (RoomCommand.Delete) command);
    }

    private Decision<RoomEvent> decide(RoomState state, RoomCommand.Edit edit) {
        Optional<RoomType> type = state.type();
        RoomType resulting = type.orElse(edit.type());
        if (resulting == RoomType.TEXT && !edit.operation().isPlain()) {
            return Decision.refuse(Refusal.Reason.INVALID, "A text room takes no attributes and no embeds.");
        }
        Optional<OperationFault> fault = state.document().check(edit.operation());
        if (fault.isPresent()) {
            return Decision.refuse(Refusal.Reason.INVALID, fault.get().reason());
        }
        if (edit.operation().lengthChange() > 0
                && (long) state.document().length() + edit.operation().lengthChange() > maxLength) {
            return tooLarge();
        }
        return Decision.accept(
                type.isPresent()
                        ? new RoomEvent.Edited(edit.operation())
                        : new RoomEvent.Created(resulting, edit.operation()));
    }

    private Decision<RoomEvent> decide(RoomState state, long version, RoomCommand.Replace replace) {
        if (!expected(state, version, replace.expected())) {
            return Decision.refuse(Refusal.Reason.PRECONDITION, "The room is not at the expected version.");
        }
        RoomType type = replace.type().or(state::type).orElse(RoomType.TEXT);
        if (state.type().isPresent() && state.type().get() != type) {
            return Decision.refuse(
                    Refusal.Reason.CONFLICT,
                    "The room is of type " + state.type().get().label() + ".");
        }
        Operation content = replace.content()
                .orElse(state.type().isPresent() ? state.document().toOperation() : Operation.EMPTY);
        if (type == RoomType.TEXT && !content.isPlain()) {
            return Decision.refuse(Refusal.Reason.INVALID, "A text room takes no attributes and no embeds.");
        }
        if (content.lengthChange() > maxLength) {
            return tooLarge();
        }
        return Decision.accept(
                state.type().isPresent()
                        ? new RoomEvent.Edited(state.document().diff(Document.of(content)))
                        : new RoomEvent.Created(type, content));
    }

    private static Decision<RoomEvent> decide(RoomState state, long version, RoomCommand.Delete delete) {
        if (!expected(state, version, delete.expected())) {
            return Decision.refuse(Refusal.Reason.PRECONDITION, "The room is not at the expected version.");
        }
        if (state.type().isEmpty()) {
            return Decision.refuse(Refusal.Reason.NOT_FOUND, "There is no such room.");
        }
        return Decision.accept(new RoomEvent.Deleted(state.document().length()));
    }

    private static boolean expected(RoomState state, long version, long expected) {
        if (expected == RoomCommand.Replace.ANY) {
            return true;
        }
        if (expected == RoomCommand.Replace.ABSENT) {
            return state.type().isEmpty();
        }
        return state.type().isPresent() && (expected == RoomCommand.Replace.PRESENT || expected == version);
    }

    private Decision<RoomEvent> tooLarge() {
        return Decision.refuse(
                Refusal.Reason.TOO_LARGE, "A document holds at most " + maxLength + " UTF-16 code units.");
    }

    @Override
    public RoomState evolve(RoomState state, Commit<RoomEvent> commit) {
        RoomEvent event = commit.event();
        if (event instanceof RoomEvent.Created created) {
            return new RoomState(
                    Optional.of(created.type()),
                    Document.of(created.operation()),
                    commit.version() - 1,
                    commit.timestamp());
        }
        if (event instanceof RoomEvent.Edited edited) {
            return new RoomState(
                    state.type(), state.document().apply(edited.operation()), state.bornAt(), state.createdAt());
        }
        return new RoomState(Optional.empty(), Document.EMPTY, commit.version(), 0);
    }

    @Override
    public boolean exists(RoomState state) {
        return state.type().isPresent();
    }

    @Override
    public boolean deletes(RoomEvent event) {
        return event instanceof RoomEvent.Deleted;
    }

    @Override
    public long continuousSince(RoomState state) {
        return state.bornAt();
    }

    @Override
    public String type(RoomState state) {
        return state.type().map(RoomType::label).orElse("");
    }

    @Override
    public long size(RoomState state) {
        return state.document().length();
    }

    /** Formatting rewrites the leaves it touches, which the window then holds twice; an eighth of its length is what that costs. */
    @Override
    public int weight(RoomEvent event) {
        if (event instanceof RoomEvent.Created created) {
            return weight(created.operation());
        }
        return event instanceof RoomEvent.Edited edited ? weight(edited.operation()) : EVENT_OVERHEAD;
    }

    private static int weight(Operation operation) {
        long bytes = EVENT_OVERHEAD + operation.weight();
        for (int i = 0; i < operation.size(); i++) {
            if (operation.kind(i) == Kind.RETAIN && !operation.attributes(i).isEmpty()) {
                bytes += operation.length(i) / 8;
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
    }

    @Override
    public long commandWeight(RoomCommand command) {
        if (command instanceof RoomCommand.Edit edit) {
            return EVENT_OVERHEAD + edit.operation().weight();
        }
        return command instanceof RoomCommand.Replace replace
                ? EVENT_OVERHEAD + replace.content().map(Operation::weight).orElse(0L)
                : EVENT_OVERHEAD;
    }
}
