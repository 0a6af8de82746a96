package io.akkord.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.kind.Names;
import io.akkord.kind.Submission;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationRefused;
import io.akkord.protocol.DeltaJson;
import io.akkord.protocol.ErrorCode;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.util.Optional;

/** Reads the bodies of requests to rooms. Every refusal is a {@link Problem}; fields it does not know are passed over. */
final class RoomBody {
    /** Body of a {@code PUT}. */
    record Content(Optional<RoomType> type, Optional<Operation> content) {}

    /**
     * Body of {@code POST …/ops}.
     *
     * @param seq {@link Submission#UNNUMBERED} where the body names no client
     */
    record Edit(RoomType type, Operation operation, long version, String client, long seq) {}

    /** Reads one member; the parser stands on its value and is left on the value's last token. */
    @FunctionalInterface
    private interface Member {
        void read(String name, JsonParser value) throws IOException;
    }

    private Optional<RoomType> type = Optional.empty();
    private Optional<Operation> operation = Optional.empty();
    private boolean plainString;
    private Optional<String> client = Optional.empty();
    private Optional<Long> version = Optional.empty();
    private Optional<Long> seq = Optional.empty();

    private RoomBody() {}

    /**
     * An empty body stands for an empty object. A string is the content of a {@code text}, so it says the type where the body does
     * not.
     *
     * @param document code units a document may have
     */
    static Content content(byte[] utf8, int limit, int document) {
        RoomBody body = new RoomBody();
        if (utf8.length > 0) {
            int longest = Math.max(document, JsonLimits.DEFAULT.stringLength());
            read(utf8, limit, Math.min(limit, longest), body::contentMember);
        }
        if (body.operation.map(content -> content.lengthChange() > document).orElse(false)) {
            throw Problem.of(ErrorCode.TOO_LARGE, "A document holds at most " + document + " UTF-16 code units.");
        }
        if (body.plainString && body.type.equals(Optional.of(RoomType.RICH_TEXT))) {
            throw Problem.badMessage("The content of a rich-text room is a list of inserts.");
        }
        return new Content(body.plainString ? Optional.of(RoomType.TEXT) : body.type, body.operation);
    }

    static Edit edit(byte[] utf8, int limit) {
        RoomBody body = new RoomBody();
        read(utf8, limit, limit, body::editMember);
        if (body.client.isPresent() != body.seq.isPresent()) {
            throw Problem.badMessage("client and seq go together.");
        }
        return new Edit(
                body.type.orElse(RoomType.TEXT),
                body.operation.orElseThrow(() -> Problem.badMessage("The body needs op.")),
                body.version.orElseThrow(() -> Problem.badMessage("The body needs version.")),
                body.client.orElse(Names.HTTP_CLIENT),
                body.seq.orElse(Submission.UNNUMBERED));
    }

    private static void read(byte[] utf8, int limit, int longestString, Member member) {
        JsonLimits usual = JsonLimits.DEFAULT;
        JsonLimits limits =
                new JsonLimits(usual.depth(), usual.numberDigits(), longestString, usual.nameLength(), limit);
        try (JsonParser parser = JsonText.factory(limits).createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badMessage("The body must be a JSON object.");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                member.read(name, parser);
            }
            JsonText.end(parser);
        } catch (OperationRefused refused) {
            throw Problem.of(ErrorCode.INVALID_OP, refused.fault().reason());
        } catch (JsonFault fault) {
            throw Problem.of(fault);
        } catch (IOException malformed) {
            throw Problem.of(JsonFault.of(malformed));
        }
    }

    private void contentMember(String name, JsonParser value) throws IOException {
        switch (name) {
            case "type" -> type = Optional.of(type(value));
            case "content" -> {
                plainString = value.currentToken() == JsonToken.VALUE_STRING;
                operation =
                        Optional.of(DeltaJson.readDocument(value, !plainString).toOperation());
            }
            case "client", "seq" ->
                throw Problem.badMessage(
                        "A PUT is not numbered: If-Match makes it happen once, and POST to ops takes client and seq.");
            default -> value.skipChildren();
        }
    }

    private void editMember(String name, JsonParser value) throws IOException {
        switch (name) {
            case "op" -> operation = Optional.of(DeltaJson.readCanonicalising(value, true));
            case "type" -> type = Optional.of(type(value));
            case "version" -> version = Optional.of(number(value, 0, "version must be a whole number from 0."));
            case "seq" -> seq = Optional.of(number(value, 1, "seq must be a whole number from 1."));
            case "client" -> client = Optional.of(client(value));
            default -> value.skipChildren();
        }
    }

    private static RoomType type(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_STRING) {
            Optional<RoomType> type = RoomType.of(value.getText());
            if (type.isPresent()) {
                return type.get();
            }
        }
        throw Problem.badMessage("type is not a type of rooms.");
    }

    private static long number(JsonParser value, long least, String complaint) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NUMBER_INT
                && value.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && value.getLongValue() >= least) {
            return value.getLongValue();
        }
        throw Problem.badMessage(complaint);
    }

    private static String client(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_STRING && Names.isOutsideClient(value.getText())) {
            return value.getText();
        }
        throw Problem.badMessage("client must be 1 to " + Names.MAX_CLIENT
                + " of A-Z, a-z, 0-9, dot, underscore and hyphen, not beginning with an underscore.");
    }
}
