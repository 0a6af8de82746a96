package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Rooms on the wire. A submission is {@code {"op": …}} in canonical Delta form, in the simple form or in that of json0; whether a
 * room's type allows what it says is for the room to decide. The deletion of a room of JSON is the operation {@code []}, marked as one.
 */
public final class RoomWire implements KindWire<RoomCommand, RoomEvent, RoomState> {
    private static final JsonFactory JSON = JsonText.factory(JsonLimits.DEFAULT);

    @Override
    public String kind() {
        return "rooms";
    }

    @Override
    public String submitType() {
        return "OP";
    }

    @Override
    public String label() {
        return "room";
    }

    @Override
    public String joinType(String requested) throws WireRefusal {
        if (requested.isEmpty()) {
            return RoomType.TEXT.label();
        }
        return RoomType.of(requested)
                .map(RoomType::label)
                .orElseThrow(() -> new WireRefusal(ErrorCode.BAD_MESSAGE, "payload.type is not a type of rooms."));
    }

    @Override
    public Draft<RoomCommand> readSubmission(JsonParser payload, String joinType) throws IOException, WireRefusal {
        RoomCommand command = null;
        while (payload.nextToken() != JsonToken.END_OBJECT) {
            String name = payload.currentName();
            payload.nextToken();
            if (name.equals("op")) {
                command = OperationReader.read(payload, RoomType.of(joinType).orElse(RoomType.TEXT), true);
            } else {
                payload.skipChildren();
            }
        }
        if (command == null) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "OP needs payload.op.");
        }
        return Draft.of(command);
    }

    @Override
    public byte[] content(RoomCommand command) {
        WireBuffer out = new WireBuffer();
        if (command instanceof RoomCommand.Edit edit) {
            write(out, edit.operation());
        } else if (command instanceof RoomCommand.EditJson edit) {
            write(out, edit.operation());
        } else if (command instanceof RoomCommand.Malformed malformed) {
            out.string(malformed.reason());
        }
        return out.toBytes();
    }

    @Override
    public Encoded writeCommit(Commit<RoomEvent> commit) {
        WireBuffer out = new WireBuffer();
        out.ascii("{\"version\":").number(commit.version()).ascii(",\"op\":");
        RoomEvent event = commit.event();
        if (event instanceof RoomEvent.Created created) {
            write(out, created.operation());
        } else if (event instanceof RoomEvent.Edited edited) {
            write(out, edited.operation());
        } else if (event instanceof RoomEvent.JsonCreated created) {
            write(out, created.operation());
        } else if (event instanceof RoomEvent.JsonEdited edited) {
            write(out, edited.operation());
        } else if (event instanceof RoomEvent.Deleted deleted) {
            write(out, deleted.length() == 0 ? Operation.EMPTY : Operation.delete(0, deleted.length()));
            out.ascii(",\"deleted\":true");
        }
        out.ascii(",\"client\":").string(commit.client());
        out.ascii(",\"seq\":").number(commit.seq());
        out.ascii(",\"user\":").string(commit.user());
        out.ascii(",\"timestamp\":\"")
                .ascii(WireTime.format(commit.timestamp()))
                .ascii("\"}");
        return Encoded.whole(out.toBytes());
    }

    @Override
    public void writeSnapshot(ObjectState<RoomState> state, String type, Interest interest, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        writeContent(state.value(), type, out);
        if (!type.equals(RoomType.JSON.label())) {
            out.writeStringField("text", state.value().text());
        }
        out.writeEndObject();
    }

    /**
     * Writes the field {@code content}: the document of a room of JSON, else a list of inserts.
     *
     * @param type what the room is, or would become
     */
    public static void writeContent(RoomState room, String type, JsonGenerator out) throws IOException {
        out.writeFieldName("content");
        if (room instanceof RoomState.Json json) {
            JsonText.write(out, json.document());
        } else if (type.equals(RoomType.JSON.label())) {
            out.writeNull();
        } else {
            Document document = room instanceof RoomState.Text text ? text.document() : Document.EMPTY;
            DeltaJson.write(out, document.toOperation());
        }
    }

    private static void write(WireBuffer out, Json0Operation operation) {
        out.raw(JsonText.toBytes(Json0Form.write(operation)));
    }

    private static void write(WireBuffer out, Operation operation) {
        try (JsonGenerator generator = JSON.createGenerator(out.stream())) {
            DeltaJson.write(generator, operation);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
