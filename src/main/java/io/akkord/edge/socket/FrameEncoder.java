package io.akkord.edge.socket;

import akka.util.ByteString;
import java.util.List;

/** Frames as a server sends them: unmasked, unfragmented. */
final class FrameEncoder {
    static final int LONGEST_HEADER = 10;

    private FrameEncoder() {}

    /** A control frame; the body has at most 125 bytes. */
    static ByteString control(int opcode, byte[] body) {
        byte[] frame = new byte[2 + body.length];
        writeHeader(opcode, body.length, frame, 0);
        System.arraycopy(body, 0, frame, 2, body.length);
        return ByteString.fromArrayUnsafe(frame);
    }

    /** Text frames one after the other in one array. */
    static ByteString texts(List<ByteString> bodies) {
        int total = 0;
        for (int i = 0; i < bodies.size(); i++) {
            int length = bodies.get(i).size();
            total += headerLength(length) + length;
        }
        byte[] frames = new byte[total];
        int at = 0;
        for (int i = 0; i < bodies.size(); i++) {
            ByteString body = bodies.get(i);
            at = writeHeader(Opcode.TEXT, body.size(), frames, at);
            body.copyToArray(frames, at, body.size());
            at += body.size();
        }
        return ByteString.fromArrayUnsafe(frames);
    }

    /** The header of a text frame whose body follows by itself. */
    static ByteString textHeader(int length) {
        byte[] header = new byte[headerLength(length)];
        writeHeader(Opcode.TEXT, length, header, 0);
        return ByteString.fromArrayUnsafe(header);
    }

    private static int headerLength(int length) {
        return length < 126 ? 2 : length <= 0xFFFF ? 4 : LONGEST_HEADER;
    }

    /** Writes at {@code at} and says where the body begins. */
    private static int writeHeader(int opcode, int length, byte[] to, int at) {
        to[at] = (byte) (0x80 | opcode);
        if (length < 126) {
            to[at + 1] = (byte) length;
            return at + 2;
        }
        int bytes = length <= 0xFFFF ? 2 : 8;
        to[at + 1] = (byte) (bytes == 2 ? 126 : 127);
        for (int i = 0; i < bytes; i++) {
            to[at + 2 + i] = (byte) ((long) length >>> 8 * (bytes - 1 - i));
        }
        return at + 2 + bytes;
    }
}
