package io.akkord.room;

import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Operation;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import java.util.Optional;

/**
 * Rooms as pure functions. An operation is transformed over every commit its author had not seen, one by one, so that at one place
 * the earlier committed text stands first, and of two values for one place in JSON the later committed one stays.
 */
public final class RoomKind implements ObjectKind<RoomCommand, RoomEvent, RoomState> {
    public static final String NAME = "rooms";

    private static final long TRANSFORM = 1_000_000;
    private static final int EVENT_OVERHEAD = 64;

    private final TextRooms texts;
    private final JsonRooms jsons;

    /** @param maxLength UTF-16 code units a document may hold; of JSON, about that many characters */
    public RoomKind(int maxLength) {
        this(maxLength, TRANSFORM);
    }

    /**
     * @param transform what transforming one operation on JSON over the commits it missed may cost, as {@link
     *     io.akkord.json.json0.Work} counts; one that would cost more has a bad base
     */
    public RoomKind(int maxLength, long transform) {
        this.texts = new TextRooms(maxLength);
        this.jsons = new JsonRooms(maxLength, transform);
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
        if (command instanceof RoomCommand.Edit edit) {
            return check(atBase, edit);
        }
        if (command instanceof RoomCommand.EditJson edit) {
            return isJson(atBase, edit.type())
                    ? JsonRooms.check(json(atBase), edit.operation())
                    : Optional.of(TextRooms.TAKES_DELTA);
        }
        return command instanceof RoomCommand.Malformed malformed
                ? Optional.of(Refusal.of(Refusal.Reason.INVALID, malformed.reason()))
                : Optional.empty();
    }

    private Optional<Refusal> check(RoomState atBase, RoomCommand.Edit edit) {
        if (atBase instanceof RoomState.Text room) {
            return texts.check(room.rich(), room.document(), edit.operation());
        }
        if (isJson(atBase, edit.type())) {
            return edit.operation().isEmpty() ? Optional.empty() : Optional.of(JsonRooms.TAKES_JSON0);
        }
        return texts.check(edit.type() == RoomType.RICH_TEXT, Document.EMPTY, edit.operation());
    }

    /** Whether the room is one of JSON, or becomes one of the type asked for. */
    private static boolean isJson(RoomState state, RoomType asked) {
        return state instanceof RoomState.Json || (state instanceof RoomState.Absent && asked == RoomType.JSON);
    }

    private static JsonValue json(RoomState state) {
        return state instanceof RoomState.Json room ? room.document() : JsonRooms.EMPTY;
    }

    @Override
    public Rebase<RoomCommand> rebase(RoomCommand command, Commit<RoomEvent> later) {
        boolean edits = command instanceof RoomCommand.Edit || command instanceof RoomCommand.EditJson;
        if (edits && later.event() instanceof RoomEvent.Deleted) {
            return new Rebase.Refused<>(
                    Refusal.of(Refusal.Reason.BAD_BASE, "The room was deleted after the base version."));
        }
        if (command instanceof RoomCommand.Edit edit) {
            return TextRooms.rebase(edit, later.event());
        }
        return command instanceof RoomCommand.EditJson edit
                ? jsons.rebase(edit, later.event())
                : new Rebase.Done<>(command);
    }

    @Override
    public Decision<RoomEvent> decide(RoomState state, long version, Submission<RoomCommand> submission) {
        RoomCommand command = submission.command();
        if (command instanceof RoomCommand.Edit edit) {
            return decide(state, edit);
        }
        if (command instanceof RoomCommand.EditJson edit) {
            return isJson(state, edit.type())
                    ? edit(state, edit.operation())
                    : new Decision.Refused<>(TextRooms.TAKES_DELTA);
        }
        if (command instanceof RoomCommand.Replace replace) {
            return decide(state, version, replace);
        }
        if (command instanceof RoomCommand.ReplaceJson replace) {
            return decide(state, version, replace);
        }
        if (command instanceof RoomCommand.Malformed malformed) {
            return Decision.refuse(Refusal.Reason.INVALID, malformed.reason());
        }
        return decide(state, version, (RoomCommand.Delete) command);
    }

    private Decision<RoomEvent> decide(RoomState state, RoomCommand.Edit edit) {
        if (state instanceof RoomState.Text room) {
            return texts.edit(room, edit.operation());
        }
        if (isJson(state, edit.type())) {
            return edit.operation().isEmpty()
                    ? edit(state, Json0Operation.EMPTY)
                    : new Decision.Refused<>(JsonRooms.TAKES_JSON0);
        }
        return texts.create(edit.type(), edit.operation());
    }

    private Decision<RoomEvent> edit(RoomState state, Json0Operation operation) {
        return state instanceof RoomState.Json room ? jsons.edit(room, operation) : jsons.create(operation);
    }

    private Decision<RoomEvent> decide(RoomState state, long version, RoomCommand.Replace replace) {
        Optional<Refusal> refusal = refusal(state, version, replace.expected(), replace.type());
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        if (state instanceof RoomState.Text room) {
            return replace.content().isPresent()
                    ? texts.replace(room, replace.content().get())
                    : Decision.accept(new RoomEvent.Edited(Operation.EMPTY));
        }
        RoomType type = replace.type().or(state::type).orElse(RoomType.TEXT);
        if (type != RoomType.JSON) {
            return texts.create(type, replace.content().orElse(Operation.EMPTY));
        }
        return replace.content().isPresent()
                ? new Decision.Refused<>(JsonRooms.TAKES_JSON0)
                : edit(state, Json0Operation.EMPTY);
    }

    private Decision<RoomEvent> decide(RoomState state, long version, RoomCommand.ReplaceJson replace) {
        Optional<Refusal> refusal = refusal(state, version, replace.expected(), Optional.of(RoomType.JSON));
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        return state instanceof RoomState.Json room
                ? jsons.replace(room, replace.content())
                : jsons.create(JsonRooms.making(replace.content()));
    }

    /** Why the content of the room must not be replaced now, if so. */
    private static Optional<Refusal> refusal(RoomState state, long version, long expected, Optional<RoomType> asked) {
        if (!expected(state, version, expected)) {
            return Optional.of(unexpected());
        }
        return state.type()
                .filter(type -> asked.isPresent() && asked.get() != type)
                .map(type -> Refusal.of(Refusal.Reason.CONFLICT, "The room is of type " + type.label() + "."));
    }

    private static Decision<RoomEvent> decide(RoomState state, long version, RoomCommand.Delete delete) {
        if (!expected(state, version, delete.expected())) {
            return new Decision.Refused<>(unexpected());
        }
        if (state instanceof RoomState.Absent) {
            return Decision.refuse(Refusal.Reason.NOT_FOUND, "There is no such room.");
        }
        return Decision.accept(new RoomEvent.Deleted(
                state instanceof RoomState.Text room ? room.document().length() : 0));
    }

    private static boolean expected(RoomState state, long version, long expected) {
        if (expected == RoomCommand.Replace.ANY) {
            return true;
        }
        boolean absent = state instanceof RoomState.Absent;
        if (expected == RoomCommand.Replace.ABSENT) {
            return absent;
        }
        return !absent && (expected == RoomCommand.Replace.PRESENT || expected == version);
    }

    private static Refusal unexpected() {
        return Refusal.of(Refusal.Reason.PRECONDITION, "The room is not at the expected version.");
    }

    @Override
    public RoomState evolve(RoomState state, Commit<RoomEvent> commit) {
        RoomEvent event = commit.event();
        if (event instanceof RoomEvent.Edited edited) {
            RoomState.Text room = (RoomState.Text) state;
            return new RoomState.Text(
                    room.rich(), room.document().apply(edited.operation()), room.bornAt(), room.createdAt());
        }
        if (event instanceof RoomEvent.JsonEdited edited) {
            RoomState.Json room = (RoomState.Json) state;
            return new RoomState.Json(edited.operation().apply(room.document()), room.bornAt(), room.createdAt());
        }
        long before = commit.version() - 1;
        if (event instanceof RoomEvent.Created created) {
            boolean rich = created.type() == RoomType.RICH_TEXT;
            return new RoomState.Text(rich, Document.of(created.operation()), before, commit.timestamp());
        }
        if (event instanceof RoomEvent.JsonCreated created) {
            return new RoomState.Json(created.operation().apply(JsonRooms.EMPTY), before, commit.timestamp());
        }
        return new RoomState.Absent(commit.version());
    }

    @Override
    public boolean exists(RoomState state) {
        return !(state instanceof RoomState.Absent);
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
        if (state instanceof RoomState.Text room) {
            return room.document().length();
        }
        return state instanceof RoomState.Json room ? room.document().weight() : 0;
    }

    @Override
    public int weight(RoomEvent event) {
        return (int) Math.min(EVENT_OVERHEAD + contentWeight(event), Integer.MAX_VALUE / 2);
    }

    private static long contentWeight(RoomEvent event) {
        if (event instanceof RoomEvent.Edited edited) {
            return TextRooms.weight(edited.operation());
        }
        if (event instanceof RoomEvent.JsonEdited edited) {
            return JsonRooms.weight(edited.operation());
        }
        if (event instanceof RoomEvent.Created created) {
            return TextRooms.weight(created.operation());
        }
        return event instanceof RoomEvent.JsonCreated created ? JsonRooms.weight(created.operation()) : 0;
    }

    @Override
    public long commandWeight(RoomCommand command) {
        if (command instanceof RoomCommand.Edit edit) {
            return EVENT_OVERHEAD + edit.operation().weight();
        }
        if (command instanceof RoomCommand.EditJson edit) {
            return EVENT_OVERHEAD + JsonRooms.weight(edit.operation());
        }
        if (command instanceof RoomCommand.ReplaceJson replace) {
            return EVENT_OVERHEAD + JsonRooms.weight(replace.content());
        }
        return command instanceof RoomCommand.Replace replace
                ? EVENT_OVERHEAD + replace.content().map(Operation::weight).orElse(0L)
                : EVENT_OVERHEAD;
    }
}
