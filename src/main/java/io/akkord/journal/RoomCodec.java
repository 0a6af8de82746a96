package io.akkord.journal;

import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.util.Optional;

/**
 * Rooms as bytes.
 *
 * <pre>
 * room.created.1      = type:1 byte | operation
 * room.edited.1       = operation
 * room.json.created.1 = json0 operation
 * room.json.edited.1  = json0 operation
 * room.deleted.1      = length:varint
 * room.state.1        = type:1 byte (0 while there is no room) | born at:varint | created at:varint | document or JSON bytes
 * </pre>
 *
 * Types are 1 for {@code text}, 2 for {@code rich-text} and 3 for {@code json}. While there is no room its document is an empty one.
 */
public final class RoomCodec implements KindCodec<RoomCommand, RoomEvent, RoomState> {
    static final String CREATED = "room.created.1";
    static final String EDITED = "room.edited.1";
    static final String JSON_CREATED = "room.json.created.1";
    static final String JSON_EDITED = "room.json.edited.1";
    static final String DELETED = "room.deleted.1";
    static final String STATE = "room.state.1";

    private static final int NO_TYPE = 0;
    private static final int TEXT = 1;
    private static final int RICH_TEXT = 2;
    private static final int JSON = 3;

    private static final int EDIT = 1;
    private static final int REPLACE = 2;
    private static final int DELETE = 3;
    private static final int MALFORMED = 4;
    private static final int EDIT_JSON = 5;
    private static final int REPLACE_JSON = 6;

    @Override
    public String kind() {
        return RoomKind.NAME;
    }

    @Override
    public String eventType(RoomEvent event) {
        if (event instanceof RoomEvent.Edited) {
            return EDITED;
        }
        if (event instanceof RoomEvent.JsonEdited) {
            return JSON_EDITED;
        }
        if (event instanceof RoomEvent.Created) {
            return CREATED;
        }
        return event instanceof RoomEvent.JsonCreated ? JSON_CREATED : DELETED;
    }

    @Override
    public void writeEvent(long version, RoomEvent event, ByteWriter out) {
        if (event instanceof RoomEvent.Created created) {
            writeType(Optional.of(created.type()), out);
            OperationCodec.write(created.operation(), out);
        } else if (event instanceof RoomEvent.Edited edited) {
            OperationCodec.write(edited.operation(), out);
        } else if (event instanceof RoomEvent.JsonCreated created) {
            Json0Codec.write(created.operation(), out);
        } else if (event instanceof RoomEvent.JsonEdited edited) {
            Json0Codec.write(edited.operation(), out);
        } else {
            out.writeVarint(((RoomEvent.Deleted) event).length());
        }
    }

    @Override
    public RoomEvent readEvent(long version, String type, ByteReader in) {
        return switch (type) {
            case CREATED -> new RoomEvent.Created(readTextType(in), OperationCodec.read(in));
            case EDITED -> new RoomEvent.Edited(OperationCodec.read(in));
            case JSON_CREATED -> new RoomEvent.JsonCreated(Json0Codec.read(in));
            case JSON_EDITED -> new RoomEvent.JsonEdited(Json0Codec.read(in));
            case DELETED -> new RoomEvent.Deleted(in.readCount());
            default -> throw new CorruptBytesException("no event of a room: " + type);
        };
    }

    @Override
    public String stateType() {
        return STATE;
    }

    @Override
    public void writeState(RoomState state, ByteWriter out) {
        writeType(state.type(), out);
        out.writeVarint(state.bornAt()).writeVarint(state.createdAt());
        if (state instanceof RoomState.Json room) {
            StoredJson.write(room.document(), out);
        } else {
            DocumentCodec.write(state instanceof RoomState.Text room ? room.document() : Document.EMPTY, out);
        }
    }

    @Override
    public RoomState readState(String type, ByteReader in) {
        if (!type.equals(STATE)) {
            throw new CorruptBytesException("no state of a room: " + type);
        }
        Optional<RoomType> roomType = readType(in);
        long bornAt = in.readVarint();
        long createdAt = in.readVarint();
        if (roomType.equals(Optional.of(RoomType.JSON))) {
            return new RoomState.Json(StoredJson.read(in), bornAt, createdAt);
        }
        Document document = DocumentCodec.read(in);
        return roomType.isPresent()
                ? new RoomState.Text(roomType.get() == RoomType.RICH_TEXT, document, bornAt, createdAt)
                : new RoomState.Absent(bornAt);
    }

    @Override
    public void writeCommand(RoomCommand command, ByteWriter out) {
        if (command instanceof RoomCommand.Edit edit) {
            writeType(Optional.of(edit.type()), out.writeByte(EDIT));
            OperationCodec.write(edit.operation(), out);
        } else if (command instanceof RoomCommand.EditJson edit) {
            writeType(Optional.of(edit.type()), out.writeByte(EDIT_JSON));
            Json0Codec.write(edit.operation(), out);
        } else if (command instanceof RoomCommand.ReplaceJson replace) {
            StoredJson.write(replace.content(), out.writeByte(REPLACE_JSON).writeVarint(replace.expected() + 1));
        } else if (command instanceof RoomCommand.Replace replace) {
            writeType(replace.type(), out.writeByte(REPLACE));
            out.writeVarint(replace.expected() + 1).writeByte(replace.content().isPresent() ? 1 : 0);
            replace.content().ifPresent(content -> OperationCodec.write(content, out));
        } else if (command instanceof RoomCommand.Malformed malformed) {
            out.writeByte(MALFORMED).writeString(malformed.reason());
        } else {
            out.writeByte(DELETE).writeVarint(((RoomCommand.Delete) command).expected() + 1);
        }
    }

    @Override
    public RoomCommand readCommand(ByteReader in) {
        return switch (in.readByte()) {
            case EDIT -> new RoomCommand.Edit(readPresentType(in), OperationCodec.read(in));
            case REPLACE -> readReplace(in);
            case EDIT_JSON -> new RoomCommand.EditJson(readPresentType(in), Json0Codec.read(in));
            case REPLACE_JSON -> readReplaceJson(in);
            case DELETE -> new RoomCommand.Delete(in.readVarint() - 1);
            case MALFORMED -> new RoomCommand.Malformed(in.readString());
            default -> throw new CorruptBytesException("no command of a room");
        };
    }

    private static RoomCommand readReplace(ByteReader in) {
        Optional<RoomType> type = readType(in);
        long expected = in.readVarint() - 1;
        Optional<Operation> content = in.readByte() == 0 ? Optional.empty() : Optional.of(OperationCodec.read(in));
        return new RoomCommand.Replace(type, content, expected);
    }

    private static RoomCommand readReplaceJson(ByteReader in) {
        long expected = in.readVarint() - 1;
        return new RoomCommand.ReplaceJson(StoredJson.read(in), expected);
    }

    private static void writeType(Optional<RoomType> type, ByteWriter out) {
        if (type.isEmpty()) {
            out.writeByte(NO_TYPE);
        } else {
            out.writeByte(
                    switch (type.get()) {
                        case TEXT -> TEXT;
                        case RICH_TEXT -> RICH_TEXT;
                        case JSON -> JSON;
                    });
        }
    }

    private static Optional<RoomType> readType(ByteReader in) {
        return switch (in.readByte()) {
            case NO_TYPE -> Optional.empty();
            case TEXT -> Optional.of(RoomType.TEXT);
            case RICH_TEXT -> Optional.of(RoomType.RICH_TEXT);
            case JSON -> Optional.of(RoomType.JSON);
            default -> throw new CorruptBytesException("no type of a room");
        };
    }

    private static RoomType readPresentType(ByteReader in) {
        return readType(in).orElseThrow(() -> new CorruptBytesException("a room without a type"));
    }

    private static RoomType readTextType(ByteReader in) {
        RoomType type = readPresentType(in);
        if (type == RoomType.JSON) {
            throw new CorruptBytesException("a room of JSON that is made of text");
        }
        return type;
    }
}
