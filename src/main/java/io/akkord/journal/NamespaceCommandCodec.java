package io.akkord.journal;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.PatchForm;
import io.akkord.json.patch.PatchRefused;
import io.akkord.kind.Refusal;
import io.akkord.namespace.Condition;
import io.akkord.namespace.Missed;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Commands of namespaces as bytes, between nodes.
 *
 * <pre>
 * command = 1 | strategy:1 byte | altered:1 byte | changes
 *         | 2 | on:1 byte | name:string | expected + 3:varint | altered:1 byte | changes
 *         | 3 | expected + 3:varint
 *         | 4 | reason:string | message:string
 * changes = count of: 1 | key:string | ttl:varint (0 for none) | value:json      set
 *                   | 2 | key:string                                             delete
 *                   | 3                                                          clear
 *                   | 4 | key:string | value:json                                merge
 *                   | 5 | key:string | patch:json                                patch
 *                   | 6 | replace:1 byte | snapshot:json                         restore
 *                   | 7 | ephemeral:1 byte | mfe:json                            register
 *                   | 8 | id:string                                              unregister
 * </pre>
 */
final class NamespaceCommandCodec {
    private static final int CHANGE = 1;
    private static final int WRITE = 2;
    private static final int DELETE = 3;
    private static final int MALFORMED = 4;

    private static final int SET = 1;
    private static final int REMOVE = 2;
    private static final int CLEAR = 3;
    private static final int MERGE = 4;
    private static final int PATCH = 5;
    private static final int RESTORE = 6;
    private static final int REGISTER = 7;
    private static final int UNREGISTER = 8;

    /** Makes the least of what can be expected zero. */
    private static final long SHIFT = -Condition.FOUND;

    private NamespaceCommandCodec() {}

    static void write(NamespaceCommand command, ByteWriter out) {
        if (command instanceof NamespaceCommand.Change change) {
            out.writeByte(CHANGE).writeByte(code(change.strategy())).writeByte(change.altered() ? 1 : 0);
            writeChanges(change.changes(), out);
        } else if (command instanceof NamespaceCommand.Write write) {
            Condition condition = write.condition();
            out.writeByte(WRITE)
                    .writeByte(code(condition.on()))
                    .writeString(condition.name())
                    .writeVarint(condition.expected() + SHIFT)
                    .writeByte(write.altered() ? 1 : 0);
            writeChanges(write.changes(), out);
        } else if (command instanceof NamespaceCommand.Malformed malformed) {
            out.writeByte(MALFORMED).writeString(malformed.reason().name()).writeString(malformed.message());
        } else {
            out.writeByte(DELETE).writeVarint(((NamespaceCommand.Delete) command).expected() + SHIFT);
        }
    }

    static NamespaceCommand read(ByteReader in) {
        return switch (in.readByte()) {
            case CHANGE -> {
                Strategy strategy = strategy(in.readByte());
                boolean altered = in.readByte() != 0;
                yield new NamespaceCommand.Change(readChanges(in), strategy, altered, Missed.NOTHING);
            }
            case WRITE -> {
                Condition condition = new Condition(on(in.readByte()), in.readString(), in.readVarint() - SHIFT);
                boolean altered = in.readByte() != 0;
                yield new NamespaceCommand.Write(readChanges(in), condition, altered);
            }
            case DELETE -> new NamespaceCommand.Delete(in.readVarint() - SHIFT);
            case MALFORMED -> new NamespaceCommand.Malformed(Refusal.Reason.valueOf(in.readString()), in.readString());
            default -> throw new CorruptBytesException("no command of a namespace");
        };
    }

    private static int code(Strategy strategy) {
        return switch (strategy) {
            case REPLACE -> 1;
            case MERGE -> 2;
            case REJECT -> 3;
        };
    }

    private static Strategy strategy(int code) {
        return switch (code) {
            case 1 -> Strategy.REPLACE;
            case 2 -> Strategy.MERGE;
            case 3 -> Strategy.REJECT;
            default -> throw new CorruptBytesException("no strategy");
        };
    }

    private static int code(Condition.On on) {
        return switch (on) {
            case NAMESPACE -> 1;
            case KEY -> 2;
            case MFE -> 3;
        };
    }

    private static Condition.On on(int code) {
        return switch (code) {
            case 1 -> Condition.On.NAMESPACE;
            case 2 -> Condition.On.KEY;
            case 3 -> Condition.On.MFE;
            default -> throw new CorruptBytesException("no condition");
        };
    }

    private static void writeChanges(List<NamespaceChange> changes, ByteWriter out) {
        out.writeVarint(changes.size());
        changes.forEach(change -> writeChange(change, out));
    }

    private static void writeChange(NamespaceChange change, ByteWriter out) {
        if (change instanceof NamespaceChange.Set set) {
            out.writeByte(SET).writeString(set.key()).writeVarint(set.ttl().orElse(0));
            StoredJson.write(set.value(), out);
        } else if (change instanceof NamespaceChange.Delete delete) {
            out.writeByte(REMOVE).writeString(delete.key());
        } else if (change instanceof NamespaceChange.Clear) {
            out.writeByte(CLEAR);
        } else if (change instanceof NamespaceChange.Merge merge) {
            StoredJson.write(merge.value(), out.writeByte(MERGE).writeString(merge.key()));
        } else if (change instanceof NamespaceChange.Patch patch) {
            StoredJson.write(
                    PatchForm.write(patch.patch()), out.writeByte(PATCH).writeString(patch.key()));
        } else if (change instanceof NamespaceChange.Restore restore) {
            StoredJson.write(restore.snapshot(), out.writeByte(RESTORE).writeByte(restore.replace() ? 1 : 0));
        } else if (change instanceof NamespaceChange.Register register) {
            StoredJson.write(register.mfe(), out.writeByte(REGISTER).writeByte(register.ephemeral() ? 1 : 0));
        } else {
            out.writeByte(UNREGISTER).writeString(((NamespaceChange.Unregister) change).mfe());
        }
    }

    private static List<NamespaceChange> readChanges(ByteReader in) {
        int count = in.readCount();
        List<NamespaceChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(readChange(in));
        }
        return changes;
    }

    private static NamespaceChange readChange(ByteReader in) {
        return switch (in.readByte()) {
            case SET -> {
                String key = in.readString();
                long ttl = in.readVarint();
                JsonValue value = StoredJson.read(in);
                yield new NamespaceChange.Set(key, value, ttl == 0 ? OptionalLong.empty() : OptionalLong.of(ttl));
            }
            case REMOVE -> new NamespaceChange.Delete(in.readString());
            case CLEAR -> new NamespaceChange.Clear();
            case MERGE -> new NamespaceChange.Merge(in.readString(), StoredJson.read(in));
            case PATCH -> new NamespaceChange.Patch(in.readString(), readPatch(in));
            case RESTORE -> {
                boolean replace = in.readByte() != 0;
                JsonObject snapshot = StoredJson.readObject(in);
                yield new NamespaceChange.Restore(snapshot, replace);
            }
            case REGISTER -> {
                boolean ephemeral = in.readByte() != 0;
                JsonObject mfe = StoredJson.readObject(in);
                yield new NamespaceChange.Register(mfe, ephemeral);
            }
            case UNREGISTER -> new NamespaceChange.Unregister(in.readString());
            default -> throw new CorruptBytesException("no change of a namespace");
        };
    }

    private static JsonPatch readPatch(ByteReader in) {
        try {
            return PatchForm.read(StoredJson.read(in));
        } catch (PatchRefused e) {
            throw new CorruptBytesException("JSON that is no patch");
        }
    }
}
