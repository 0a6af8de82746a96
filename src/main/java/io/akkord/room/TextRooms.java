package io.akkord.room;

import io.akkord.kind.Decision;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.ot.Document;
import io.akkord.ot.Kind;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationFault;
import java.util.Optional;

/** What rooms of type {@code text} and {@code rich-text} decide. */
final class TextRooms {
    static final Refusal TAKES_DELTA =
            Refusal.of(Refusal.Reason.INVALID, "A room of text takes Delta operations, not those of json0.");

    private final int maxLength;

    /** @param maxLength UTF-16 code units a document may hold */
    TextRooms(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Why the operation does not fit the document, if it does not. */
    Optional<Refusal> check(boolean rich, Document document, Operation operation) {
        if (!rich && !operation.isPlain()) {
            return Optional.of(Refusal.of(Refusal.Reason.INVALID, "A text room takes no attributes and no embeds."));
        }
        return document.check(operation)
                .map(OperationFault::reason)
                .map(why -> Refusal.of(Refusal.Reason.INVALID, why));
    }

    /** The edit as it acts after the later event, which deletes nothing. */
    static Rebase<RoomCommand> rebase(RoomCommand.Edit edit, RoomEvent later) {
        Operation operation;
        if (later instanceof RoomEvent.Edited edited) {
            operation = edited.operation();
        } else if (later instanceof RoomEvent.Created created) {
            operation = created.operation();
        } else {
            return edit.operation().isEmpty() ? new Rebase.Done<>(edit) : new Rebase.Refused<>(JsonRooms.TAKES_JSON0);
        }
        return new Rebase.Done<>(new RoomCommand.Edit(edit.type(), operation.transform(edit.operation(), true)));
    }

    Decision<RoomEvent> create(RoomType type, Operation operation) {
        Optional<Refusal> refusal = refusal(type == RoomType.RICH_TEXT, Document.EMPTY, operation);
        return refusal.isPresent()
                ? new Decision.Refused<>(refusal.get())
                : Decision.accept(new RoomEvent.Created(type, operation));
    }

    Decision<RoomEvent> edit(RoomState.Text room, Operation operation) {
        Optional<Refusal> refusal = refusal(room.rich(), room.document(), operation);
        return refusal.isPresent()
                ? new Decision.Refused<>(refusal.get())
                : Decision.accept(new RoomEvent.Edited(operation));
    }

    private Optional<Refusal> refusal(boolean rich, Document document, Operation operation) {
        Optional<Refusal> unfit = check(rich, document, operation);
        if (unfit.isPresent()) {
            return unfit;
        }
        boolean tooLarge =
                operation.lengthChange() > 0 && (long) document.length() + operation.lengthChange() > maxLength;
        return tooLarge ? Optional.of(tooLarge()) : Optional.empty();
    }

    /** Commits what leads from the room's content to the other one. */
    Decision<RoomEvent> replace(RoomState.Text room, Operation content) {
        if (!room.rich() && !content.isPlain()) {
            return new Decision.Refused<>(check(false, Document.EMPTY, content).orElseThrow());
        }
        if (content.lengthChange() > maxLength) {
            return new Decision.Refused<>(tooLarge());
        }
        return Decision.accept(new RoomEvent.Edited(room.document().diff(Document.of(content))));
    }

    private Refusal tooLarge() {
        return Refusal.of(Refusal.Reason.TOO_LARGE, "A document holds at most " + maxLength + " UTF-16 code units.");
    }

    /** Formatting rewrites the leaves it touches, which a window then holds twice; an eighth of its length is what that costs. */
    static long weight(Operation operation) {
        long bytes = operation.weight();
        for (int i = 0; i < operation.size(); i++) {
            if (operation.kind(i) == Kind.RETAIN && !operation.attributes(i).isEmpty()) {
                bytes += operation.length(i) / 8;
            }
        }
        return bytes;
    }
}
