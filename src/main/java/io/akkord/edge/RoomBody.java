package io.akkord.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.kind.Names;
import io.akkord.kind.Submission;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.OperationReader;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.util.Optional;

/** Reads the bodies of requests to rooms. Every refusal is a {@link Problem}; fields it does not know are passed over. */
final class RoomBody {
    /**
     * Body of {@code POST …/ops}.
     *
     * @param command an edit of one form or the other
     * @param seq {@link Submission#UNNUMBERED} where the body names no client
     */
    record Edit(RoomCommand command, long version, String client, long seq) {}

    /** Reads one member; the parser stands on its value and is left on the value's last token. */
    @FunctionalInterface
    private interface Member {
        void read(String name, JsonParser value) throws IOException;
    }

    private static final int AROUND_DOCUMENT = 1;

    /** The body, the operation and its component. */
    private static final int AROUND_VALUE = 3;

    private Optional<RoomType> type = Optional.empty();
    private Optional<RoomCommand> operation = Optional.empty();
    private Optional<RoomContent.Spelled> content = Optional.empty();
    private Optional<String> client = Optional.empty();
    private Optional<Long> version = Optional.empty();
    private Optional<Long> seq = Optional.empty();

    private RoomBody() {}

    /**
     * Body of a {@code PUT}. An empty one stands for an empty object.
     *
     * @param document code units a document may have
     */
    static RoomContent content(byte[] utf8, int limit, int document) {
        RoomBody body = new RoomBody();
        if (utf8.length > 0) {
            int longest = Math.max(document, JsonLimits.DEFAULT.stringLength());
            JsonFactory factory = factory(limit, Math.min(limit, longest), AROUND_DOCUMENT);
            read(utf8, factory, (name, value) -> body.contentMember(name, value, factory, utf8));
        }
        return new RoomContent(body.type, body.content, document);
    }

    static Edit edit(byte[] utf8, int limit) {
        RoomBody body = new RoomBody();
        read(utf8, factory(limit, limit, AROUND_VALUE), body::editMember);
        if (body.client.isPresent() != body.seq.isPresent()) {
            throw Problem.badMessage("client and seq go together.");
        }
        return new Edit(
                body.command(),
                body.version.orElseThrow(() -> Problem.badMessage("The body needs version.")),
                body.client.orElse(Names.HTTP_CLIENT),
                body.seq.orElse(Submission.UNNUMBERED));
    }

    /** The edit, of the type the body says, or else of the one its form allows. */
    private RoomCommand command() {
        RoomCommand read = operation.orElseThrow(() -> Problem.badMessage("The body needs op."));
        if (read instanceof RoomCommand.Edit edit) {
            return new RoomCommand.Edit(type.orElse(RoomType.TEXT), edit.operation());
        }
        if (read instanceof RoomCommand.EditJson edit) {
            return new RoomCommand.EditJson(type.orElse(RoomType.JSON), edit.operation());
        }
        throw Problem.of(ErrorCode.INVALID_OP, ((RoomCommand.Malformed) read).reason());
    }

    /** @param around objects and arrays that lie around a document or a value in it */
    private static JsonFactory factory(int limit, int longestString, int around) {
        JsonLimits usual = JsonLimits.DEFAULT;
        return JsonText.factory(
                new JsonLimits(usual.depth() + around, usual.numberDigits(), longestString, usual.nameLength(), limit));
    }

    private static void read(byte[] utf8, JsonFactory factory, Member member) {
        try (JsonParser parser = factory.createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badMessage("The body must be a JSON object.");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                member.read(name, parser);
            }
            JsonText.end(parser);
        } catch (JsonFault fault) {
            throw Problem.of(fault);
        } catch (IOException malformed) {
            throw Problem.of(JsonFault.of(malformed));
        }
    }

    private void contentMember(String name, JsonParser value, JsonFactory factory, byte[] utf8) throws IOException {
        switch (name) {
            case "type" -> type = Optional.of(type(value));
            case "content" -> content = Optional.of(content(value, factory, utf8));
            case "client", "seq" ->
                throw Problem.badMessage(
                        "A PUT is not numbered: If-Match makes it happen once, and POST to ops takes client and seq.");
            default -> value.skipChildren();
        }
    }

    private void editMember(String name, JsonParser value) throws IOException {
        switch (name) {
            case "op" -> operation = Optional.of(operation(value));
            case "type" -> type = Optional.of(type(value));
            case "version" -> version = Optional.of(number(value, 0, "version must be a whole number from 0."));
            case "seq" -> seq = Optional.of(number(value, 1, "seq must be a whole number from 1."));
            case "client" -> client = Optional.of(client(value));
            default -> value.skipChildren();
        }
    }

    private static RoomContent.Spelled content(JsonParser value, JsonFactory factory, byte[] utf8) {
        try {
            return spelled(value, factory, utf8);
        } catch (IOException refused) {
            throw Problem.ofValue(JsonFault.of(refused));
        }
    }

    private static RoomCommand operation(JsonParser value) {
        try {
            return OperationReader.read(value, RoomType.TEXT, false);
        } catch (JsonFault fault) {
            throw Problem.ofValue(fault);
        }
    }

    /** Passes over a value and keeps where it stands. */
    private static RoomContent.Spelled spelled(JsonParser value, JsonFactory factory, byte[] utf8) throws IOException {
        boolean isString = value.currentToken() == JsonToken.VALUE_STRING;
        int from = (int) value.currentTokenLocation().getByteOffset();
        value.skipChildren();
        value.finishToken();
        int to = (int) value.currentLocation().getByteOffset();
        return new RoomContent.Spelled(factory, utf8, from, to, isString);
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
