package io.akkord.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link ByteWriter} wrote; throws {@link CorruptBytesException} where the bytes end early or a length is impossible. */
public final class ByteReader {
    private final byte[] bytes;
    private int at;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int readByte() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = readByte();
            value |= (long) (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new CorruptBytesException("a number without end");
    }

    /** A varint that must fit a non-negative int. */
    public int readCount() {
        long v = readVarint();
        if (v < 0 || v > Integer.MAX_VALUE) {
            throw new CorruptBytesException("a count out of range");
        }
        return (int) v;
    }

    public int readInt() {
        need(4);
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (bytes[at++] & 0xFF) << shift;
        }
        return value;
    }

    public long readLong() {
        need(8);
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            value |= (bytes[at++] & 0xFFL) << shift;
        }
        return value;
    }

    public String readString() {
        int length = readCount();
        need(length);
        String s = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return s;
    }

    public byte[] readBytes() {
        return readRaw(readCount());
    }

    public byte[] readRaw(int length) {
        need(length);
        byte[] b = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return b;
    }

    /** Everything up to the end. */
    public byte[] readRest() {
        return readRaw(bytes.length - at);
    }

    public int position() {
        return at;
    }

    public boolean atEnd() {
        return at == bytes.length;
    }

    private void need(int more) {
        if (more < 0 || bytes.length - at < more) {
            throw new CorruptBytesException("the bytes end early");
        }
    }
}
