package io.akkord.journal;

import io.akkord.kind.ObjectState;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The stored form of snapshots and waypoints. The row beside it holds the object, the version and the type name of the kind's state:
 *
 * <pre>
 * checksum:4 | version:varint | state: the rest, as {@link SnapshotCodec} wrote it
 * </pre>
 *
 * The checksum is CRC-32C over the type name and everything after the checksum, so that whether a row is sound can be told without
 * knowing its kind.
 */
final class StateFrame {
    private static final int BODY_AT = 4;

    private StateFrame() {}

    static <C, E, S> byte[] seal(KindCodec<C, E, S> codec, ObjectState<S> state) {
        byte[] sealed = SnapshotCodec.seal(codec, state);
        byte[] bytes = new ByteWriter(sealed.length + 16)
                .writeInt(0)
                .writeVarint(state.version())
                .writeRaw(sealed)
                .toBytes();
        sign(codec.stateType(), bytes);
        return bytes;
    }

    /** Puts the right checksum in front of {@code bytes}. */
    static void sign(String type, byte[] bytes) {
        byte[] checksum = new ByteWriter().writeInt(checksum(type, bytes)).toBytes();
        System.arraycopy(checksum, 0, bytes, 0, BODY_AT);
    }

    /** Whether {@code bytes} are those that were stored for {@code version}. */
    static boolean isIntact(long version, String type, byte[] bytes) {
        try {
            return body(type, bytes).readVarint() == version;
        } catch (CorruptBytesException e) {
            return false;
        }
    }

    /** @param clientLimit how many clients the state remembers from now on */
    static <C, E, S> ObjectState<S> open(KindCodec<C, E, S> codec, int clientLimit, String type, byte[] bytes) {
        ByteReader in = body(type, bytes);
        long version = in.readVarint();
        ObjectState<S> state = SnapshotCodec.open(codec, clientLimit, type, in.readRest());
        if (state.version() != version) {
            throw new CorruptBytesException("a state of version " + state.version() + " stored as version " + version);
        }
        return state;
    }

    private static ByteReader body(String type, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.readInt() != checksum(type, bytes)) {
            throw new CorruptBytesException("a state whose checksum does not match");
        }
        return in;
    }

    private static int checksum(String type, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(type.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return (int) crc.getValue();
    }
}
