package io.akkord.journal;

import io.akkord.json.JsonNumber;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.Json0Refused;
import io.akkord.json.json0.Path;
import io.akkord.json.json0.Step;
import io.akkord.json.json0.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations of json0 as bytes. Not their JSON: what the server made of operations may be beyond the limits for those that come in, and
 * is read back all the same.
 *
 * <pre>
 * operation = components:count component*
 * component = what:1 byte path content
 * path      = steps:count step*
 * step      = index shifted left by 1 | n shifted left by 1, plus 1, and a name of n UTF-8 bytes
 * what      = 1 na      content = number:string, as it is written
 *             2 text0             parts:count part*
 *             3 lm                to:varint
 *             4 ld, 5 li, 6 both  the value removed and the one inserted, of those there are: JSON bytes
 *             8 od, 9 oi, 10 both the same
 * part      = position shifted left by 1, plus 1 if it inserts, and the text:string
 * </pre>
 */
final class Json0Codec {
    private static final int ADD_NUMBER = 1;
    private static final int EDIT_TEXT = 2;
    private static final int MOVE_ITEM = 3;
    private static final int CHANGE_ITEM = 4;
    private static final int CHANGE_MEMBER = 8;

    private static final int REMOVES = 0;
    private static final int INSERTS = 1;
    private static final int BOTH = 2;

    private Json0Codec() {}

    static void write(Json0Operation operation, ByteWriter out) {
        out.writeVarint(operation.components().size());
        operation.components().forEach(component -> write(component, out));
    }

    private static void write(Json0Component component, ByteWriter out) {
        if (component instanceof AddNumber add) {
            write(add.path(), out.writeByte(ADD_NUMBER));
            out.writeString(add.addend().text());
        } else if (component instanceof EditText edit) {
            write(edit.path(), out.writeByte(EDIT_TEXT));
            write(edit.edit(), out);
        } else if (component instanceof MoveItem move) {
            write(move.path(), out.writeByte(MOVE_ITEM));
            out.writeVarint(move.to());
        } else if (component instanceof ChangeItem item) {
            writeChange(CHANGE_ITEM, item.path(), item.removed(), item.inserted(), out);
        } else if (component instanceof ChangeMember member) {
            writeChange(CHANGE_MEMBER, member.path(), member.removed(), member.inserted(), out);
        }
    }

    private static void writeChange(
            int what, Path path, @Nullable JsonValue removed, @Nullable JsonValue inserted, ByteWriter out) {
        write(path, out.writeByte(what + (inserted == null ? REMOVES : removed == null ? INSERTS : BOTH)));
        if (removed != null) {
            StoredJson.write(removed, out);
        }
        if (inserted != null) {
            StoredJson.write(inserted, out);
        }
    }

    private static void write(Path path, ByteWriter out) {
        out.writeVarint(path.length());
        for (Step step : path.steps()) {
            if (step instanceof Step.Index index) {
                out.writeVarint((long) index.index() << 1);
            } else {
                byte[] name = ((Step.Name) step).name().getBytes(StandardCharsets.UTF_8);
                out.writeVarint((long) name.length << 1 | 1).writeRaw(name);
            }
        }
    }

    private static void write(TextEdit edit, ByteWriter out) {
        out.writeVarint(edit.parts().size());
        for (TextEdit.Part part : edit.parts()) {
            out.writeVarint((long) part.position() << 1 | (part.inserts() ? 1 : 0));
            out.writeString(part.text());
        }
    }

    static Json0Operation read(ByteReader in) {
        List<Json0Component> components = new ArrayList<>();
        try {
            for (int left = in.readCount(); left > 0; left--) {
                components.add(readComponent(in.readByte(), readPath(in), in));
            }
            return new Json0Operation(components);
        } catch (Json0Refused | IllegalArgumentException e) {
            throw new CorruptBytesException("bytes that are no operation: " + e.getMessage());
        }
    }

    private static Json0Component readComponent(int what, Path path, ByteReader in) {
        return switch (what) {
            case ADD_NUMBER -> new AddNumber(path, new JsonNumber(in.readString()));
            case EDIT_TEXT -> new EditText(path, readTextEdit(in));
            case MOVE_ITEM -> new MoveItem(path, in.readCount());
            case CHANGE_ITEM + REMOVES -> new ChangeItem(path, StoredJson.read(in), null);
            case CHANGE_ITEM + INSERTS -> new ChangeItem(path, null, StoredJson.read(in));
            case CHANGE_ITEM + BOTH -> new ChangeItem(path, StoredJson.read(in), StoredJson.read(in));
            case CHANGE_MEMBER + REMOVES -> new ChangeMember(path, StoredJson.read(in), null);
            case CHANGE_MEMBER + INSERTS -> new ChangeMember(path, null, StoredJson.read(in));
            case CHANGE_MEMBER + BOTH -> new ChangeMember(path, StoredJson.read(in), StoredJson.read(in));
            default -> throw new CorruptBytesException("no component of json0");
        };
    }

    private static Path readPath(ByteReader in) {
        List<Step> steps = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            long head = in.readVarint();
            int number = whole(head >>> 1);
            steps.add(
                    (head & 1) == 0
                            ? new Step.Index(number)
                            : new Step.Name(new String(in.readRaw(number), StandardCharsets.UTF_8)));
        }
        return new Path(steps);
    }

    private static TextEdit readTextEdit(ByteReader in) {
        List<TextEdit.Part> parts = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            long head = in.readVarint();
            parts.add(new TextEdit.Part(whole(head >>> 1), in.readString(), (head & 1) == 1));
        }
        return new TextEdit(parts);
    }

    private static int whole(long number) {
        if (number > Integer.MAX_VALUE) {
            throw new CorruptBytesException("a number out of range");
        }
        return (int) number;
    }
}
