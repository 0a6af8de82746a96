package io.akkord.journal;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate with the length of the original in front. */
final class Compression {
    private Compression() {}

    static void deflate(byte[] raw, ByteWriter out) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(raw);
            deflater.finish();
            out.writeVarint(raw.length);
            byte[] chunk = new byte[Math.min(64 * 1024, raw.length + 64)];
            while (!deflater.finished()) {
                int length = deflater.deflate(chunk);
                out.writeRaw(length == chunk.length ? chunk : Arrays.copyOf(chunk, length));
            }
        } finally {
            deflater.end();
        }
    }

    static byte[] inflate(ByteReader in) {
        int length = in.readCount();
        byte[] compressed = in.readRest();
        if (length / 1_100 > compressed.length) {
            throw new CorruptBytesException("compressed bytes that cannot be that many");
        }
        Inflater inflater = new Inflater(true);
        try {
            byte[] raw = new byte[length];
            inflater.setInput(compressed);
            int at = 0;
            while (at < length) {
                int more = inflater.inflate(raw, at, length - at);
                if (more == 0) {
                    throw new CorruptBytesException("compressed bytes that end early");
                }
                at += more;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished() || inflater.getRemaining() != 0) {
                throw new CorruptBytesException("compressed bytes that do not end");
            }
            return raw;
        } catch (DataFormatException e) {
            throw new CorruptBytesException("bytes that are not compressed");
        } finally {
            inflater.end();
        }
    }
}
