package io.akkord.room;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component;
import io.akkord.json.json0.Json0Fault;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.Json0Refused;
import io.akkord.json.json0.Side;
import io.akkord.json.json0.TextEdit;
import io.akkord.json.json0.Work;
import io.akkord.kind.Decision;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What rooms of type {@code json} decide. A room that has nothing in it yet holds {@code null}. */
final class JsonRooms {
    static final Refusal TAKES_JSON0 = Refusal.of(
            Refusal.Reason.INVALID, "A json room takes json0 operations: a list of components with a path p.");
    static final Refusal MISSED_TOO_MUCH = Refusal.of(
            Refusal.Reason.BAD_BASE,
            "Too much was committed after the base version for this operation to be transformed here.");
    static final JsonValue EMPTY = JsonNull.INSTANCE;

    private static final int COMPONENT = 64;
    private static final int STEP = 32;
    /** Small values are objects of some dozens of bytes each, for every one or two characters of their text. */
    private static final int BYTES_PER_CHARACTER = 16;

    private final int maxWeight;
    private final long maxWork;

    /**
     * @param maxWeight what a document may measure, as {@link JsonValue#weight} does
     * @param maxWork what transforming one operation over all that it missed may cost, as {@link Work} counts
     */
    JsonRooms(int maxWeight, long maxWork) {
        this.maxWeight = maxWeight;
        this.maxWork = maxWork;
    }

    /** Why the operation does not fit the document, if it does not. */
    static Optional<Refusal> check(JsonValue document, Json0Operation operation) {
        return operation.check(document).map(fault -> Refusal.of(Refusal.Reason.INVALID, fault.reason()));
    }

    /** The edit as it acts after the later event, which deletes nothing. */
    Rebase<RoomCommand> rebase(RoomCommand.EditJson edit, RoomEvent later) {
        Json0Operation operation;
        if (later instanceof RoomEvent.JsonEdited edited) {
            operation = edited.operation();
        } else if (later instanceof RoomEvent.JsonCreated created) {
            operation = created.operation();
        } else {
            return new Rebase.Refused<>(TextRooms.TAKES_DELTA);
        }
        Work work = new Work(maxWork, edit.work());
        try {
            Json0Operation rebased = operation.transform(edit.operation(), Side.LEFT, work);
            return new Rebase.Done<>(new RoomCommand.EditJson(edit.type(), rebased, work.spent()));
        } catch (Json0Refused refused) {
            return new Rebase.Refused<>(
                    refused.fault() == Json0Fault.TOO_MUCH_WORK ? MISSED_TOO_MUCH : invalid(refused));
        }
    }

    private static Refusal invalid(Json0Refused refused) {
        return Refusal.of(Refusal.Reason.INVALID, refused.fault().reason());
    }

    Decision<RoomEvent> create(Json0Operation operation) {
        Optional<Refusal> refusal = refusal(EMPTY, operation);
        return refusal.isPresent()
                ? new Decision.Refused<>(refusal.get())
                : Decision.accept(new RoomEvent.JsonCreated(operation));
    }

    Decision<RoomEvent> edit(RoomState.Json room, Json0Operation operation) {
        Optional<Refusal> refusal = refusal(room.document(), operation);
        return refusal.isPresent()
                ? new Decision.Refused<>(refusal.get())
                : Decision.accept(new RoomEvent.JsonEdited(operation));
    }

    /** Commits what leads from the room's document to the other one. */
    Decision<RoomEvent> replace(RoomState.Json room, JsonValue content) {
        return edit(room, JsonDifference.between(room.document(), content));
    }

    /** The operation that makes the document of a new room. */
    static Json0Operation making(JsonValue content) {
        return JsonDifference.between(EMPTY, content);
    }

    private Optional<Refusal> refusal(JsonValue document, Json0Operation operation) {
        try {
            long weight = operation.apply(document).weight();
            boolean tooLarge = weight > maxWeight && weight > document.weight();
            return tooLarge
                    ? Optional.of(Refusal.of(
                            Refusal.Reason.TOO_LARGE, "A JSON document holds at most " + maxWeight + " characters."))
                    : Optional.empty();
        } catch (Json0Refused refused) {
            return Optional.of(invalid(refused));
        }
    }

    /** About how many bytes the operation holds in memory. */
    static long weight(Json0Operation operation) {
        long bytes = 0;
        for (Json0Component component : operation.components()) {
            bytes += COMPONENT + (long) STEP * component.path().length() + contentWeight(component);
        }
        return bytes;
    }

    private static long contentWeight(Json0Component component) {
        if (component instanceof Json0Component.ChangeItem item) {
            return weight(item.removed()) + weight(item.inserted());
        }
        if (component instanceof Json0Component.ChangeMember member) {
            return weight(member.removed()) + weight(member.inserted());
        }
        long bytes = 0;
        if (component instanceof Json0Component.EditText edit) {
            for (TextEdit.Part part : edit.edit().parts()) {
                bytes += COMPONENT + 2L * part.text().length();
            }
        }
        return bytes;
    }

    /** About how many bytes the value holds in memory. */
    static long weight(@Nullable JsonValue value) {
        if (value == null) {
            return 0;
        }
        boolean composed = value instanceof JsonObject || value instanceof JsonArray;
        return COMPONENT + (composed ? BYTES_PER_CHARACTER : 2) * value.weight();
    }
}
