package io.akkord.edge.socket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The XOR mask of client frames, RFC 6455 section 5.3. */
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /**
     * Copies {@code length} bytes and unmasks them on the way.
     *
     * @param mask four mask bytes, the first in the highest place, belonging to the first byte copied
     * @return the mask for the byte after the last one copied
     */
    static int copy(byte[] from, int at, byte[] to, int start, int length, int mask) {
        long wide = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            LONGS.set(to, start + i, (long) LONGS.get(from, at + i) ^ wide);
        }
        for (; i < length; i++) {
            to[start + i] = (byte) (from[at + i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
        return Integer.rotateLeft(mask, 8 * (length & 3));
    }
}
