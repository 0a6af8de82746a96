package io.akkord.journal;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.ArrayShift;
import io.akkord.json.patch.JsonPointer;
import io.akkord.json.patch.PatchRefused;
import io.akkord.kind.ObjectId;
import io.akkord.namespace.Storing;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of keys as bytes, with what patches did to the indices of their arrays:
 *
 * <pre>
 * value  = 0 | clear                  a plain value
 *        | 1                          one that is not stored
 *        | 2 | sealed:bytes           one that is stored encrypted; what is sealed is clear
 *        | 3 | clear                  one that is not stored; between nodes only
 *        | 4 | clear                  one that is stored encrypted; between nodes only
 * clear  = json:bytes | shifts:count (array:string, a JSON pointer | index:varint | 1 puts in, 0 takes out)*
 * </pre>
 */
final class ValueCodec {
    private static final int PLAIN = 0;
    private static final int NOT_STORED = 1;
    private static final int SEALED = 2;
    private static final int TRANSIENT = 3;
    private static final int TO_SEAL = 4;

    /** A value as it is read. */
    record Read(JsonValue value, Storing storing, List<ArrayShift> shifts) {}

    private final ValueCipher cipher;
    private final ObjectId id;
    private final boolean remote;

    /**
     * @param id whose values these are
     * @param remote whether they stay in memory, with everything in the clear
     */
    ValueCodec(ValueCipher cipher, ObjectId id, boolean remote) {
        this.cipher = cipher;
        this.id = id;
        this.remote = remote;
    }

    /** @param version of the commit that last changed the key, to which the value is bound */
    void write(String key, long version, Read value, ByteWriter out) {
        switch (value.storing()) {
            case PLAIN -> writeClear(value, out.writeByte(PLAIN));
            case LOST -> out.writeByte(NOT_STORED);
            case TRANSIENT -> {
                if (remote) {
                    writeClear(value, out.writeByte(TRANSIENT));
                } else {
                    out.writeByte(NOT_STORED);
                }
            }
            case ENCRYPTED -> {
                if (remote) {
                    writeClear(value, out.writeByte(TO_SEAL));
                } else {
                    ByteWriter clear = new ByteWriter();
                    writeClear(value, clear);
                    out.writeByte(SEALED)
                            .writeBytes(cipher.seal(id.tenant(), id.path(), key, version, clear.toBytes()));
                }
            }
        }
    }

    Read read(String key, long version, ByteReader in) {
        int form = in.readByte();
        return switch (form) {
            case PLAIN -> readClear(Storing.PLAIN, in);
            case NOT_STORED -> new Read(JsonNull.INSTANCE, Storing.LOST, List.of());
            case SEALED -> {
                byte[] clear = cipher.open(id.tenant(), id.path(), key, version, in.readBytes());
                yield readClear(Storing.ENCRYPTED, new ByteReader(clear));
            }
            case TRANSIENT -> readClear(Storing.TRANSIENT, in);
            case TO_SEAL -> readClear(Storing.ENCRYPTED, in);
            default -> throw new CorruptBytesException("a value in an unknown form");
        };
    }

    private static void writeClear(Read value, ByteWriter out) {
        StoredJson.write(value.value(), out);
        out.writeVarint(value.shifts().size());
        for (ArrayShift shift : value.shifts()) {
            out.writeString(shift.array().toString()).writeVarint(shift.index()).writeByte(shift.inserts() ? 1 : 0);
        }
    }

    private static Read readClear(Storing storing, ByteReader in) {
        JsonValue value = StoredJson.read(in);
        int count = in.readCount();
        List<ArrayShift> shifts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonPointer array = pointer(in.readString());
            shifts.add(new ArrayShift(array, in.readCount(), in.readByte() != 0));
        }
        return new Read(value, storing, shifts);
    }

    private static JsonPointer pointer(String text) {
        try {
            return JsonPointer.parse(text);
        } catch (PatchRefused e) {
            throw new CorruptBytesException("text that is no JSON pointer");
        }
    }
}
