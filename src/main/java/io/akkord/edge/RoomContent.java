package io.akkord.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonText;
import io.akkord.ot.Document;
import io.akkord.ot.OperationRefused;
import io.akkord.protocol.DeltaJson;
import io.akkord.protocol.ErrorCode;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.util.Optional;

/**
 * What a {@code PUT} says of a room. Its content is kept as it was sent until the room's type is known, for that says what it means:
 * {@code [{"insert":"a"}]} is a text, or a list with an object in it, and {@code "a"} is a text or a JSON document.
 */
final class RoomContent {
    /**
     * Where the content stands in the body.
     *
     * @param isString whether it is a string, which is the content of a {@code text} unless the type or the room is {@code json}
     */
    record Spelled(JsonFactory factory, byte[] body, int from, int to, boolean isString) {
        JsonParser parser() throws IOException {
            return factory.createParser(body, from, to - from);
        }
    }

    private final Optional<RoomType> type;
    private final Optional<Spelled> content;
    private final int document;

    /** @param document code units a document may have */
    RoomContent(Optional<RoomType> type, Optional<Spelled> content, int document) {
        boolean isString = content.isPresent() && content.get().isString();
        if (isString && type.equals(Optional.of(RoomType.RICH_TEXT))) {
            throw Problem.badMessage("The content of a rich-text room is a list of inserts.");
        }
        this.type = type;
        this.content = content;
        this.document = document;
    }

    /** The type the room is to have, if the body says so. */
    Optional<RoomType> type() {
        return type;
    }

    /** Whether what is to be written depends on what the room is. */
    boolean dependsOnRoom() {
        return type.isEmpty() && content.isPresent();
    }

    /**
     * What the room is asked to do. A content that does not fit the type ends in a {@link Problem}.
     *
     * @param actual what the room is, if anybody has looked
     * @param expected as in {@link RoomCommand.Replace}
     */
    RoomCommand command(Optional<RoomType> actual, long expected) {
        if (content.isEmpty()) {
            return new RoomCommand.Replace(type, Optional.empty(), expected);
        }
        boolean json = type.or(() -> actual).equals(Optional.of(RoomType.JSON));
        try (JsonParser parser = content.get().parser()) {
            if (json) {
                refuseTooLarge(content.get());
                return new RoomCommand.ReplaceJson(JsonText.parse(parser), expected);
            }
            Document read = DeltaJson.readDocument(parser, !content.get().isString());
            if (read.length() > document) {
                throw Problem.of(ErrorCode.TOO_LARGE, "A document holds at most " + document + " UTF-16 code units.");
            }
            Optional<RoomType> asked = content.get().isString() ? Optional.of(RoomType.TEXT) : type;
            return new RoomCommand.Replace(asked, Optional.of(read.toOperation()), expected);
        } catch (OperationRefused refused) {
            throw Problem.of(ErrorCode.INVALID_OP, refused.fault().reason());
        } catch (JsonFault fault) {
            throw Problem.ofValue(fault);
        } catch (IOException malformed) {
            throw Problem.of(JsonFault.of(malformed));
        }
    }

    /** Counts before it builds: small values take many times their text in memory. */
    private void refuseTooLarge(Spelled spelled) throws IOException {
        if (spelled.to() - spelled.from() <= document) {
            return;
        }
        try (JsonParser parser = spelled.parser()) {
            long characters = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                characters += token.isScalarValue() || token == JsonToken.FIELD_NAME ? parser.getTextLength() : 1;
                if (characters > document) {
                    throw Problem.of(ErrorCode.TOO_LARGE, "A JSON document holds at most " + document + " characters.");
                }
            }
        }
    }
}
