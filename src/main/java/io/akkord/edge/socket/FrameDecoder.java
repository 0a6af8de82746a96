package io.akkord.edge.socket;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client's byte stream apart, in whatever pieces it arrives. Holds at most the current piece and one message: memory grows
 * with bytes received, never with lengths announced, and never beyond the limit.
 *
 * <pre>
 *  feed(piece) → next() → TEXT, PING … → next() → MORE → feed(piece) → …
 *
 *  0               1               2 … 9            then 4         then
 * +-+-+-+-+-------+-+-------------+----------------+--------------+---------+
 * |F|R R R|opcode |M| length 7    | 16 or 64 bits, | masking key, | masked  |
 * |I|S S S| (4)   |A| 126 → 16    | most significant| always, from| payload |
 * |N|V V V|       |K| 127 → 64    | byte first     | a client     |         |
 * +-+-+-+-+-------+-+-------------+----------------+--------------+---------+
 * </pre>
 */
final class FrameDecoder {
    /** What {@link #next} found. */
    enum Event {
        /** All is read; {@link #feed} the next piece. */
        MORE,
        /** A whole text message, not yet checked to be UTF-8. */
        TEXT,
        /** A whole binary message, its bytes thrown away. */
        BINARY,
        PING,
        PONG,
        CLOSE,
        /** The message gets larger than {@link #SMALL}; goes on after {@link #allowLarge}. */
        LARGE,
        /** The message is larger than the limit. */
        TOO_LARGE,
        /** The message has more fragments than the limit. */
        TOO_MANY_FRAGMENTS,
        /** Not WebSocket; nothing after it can be read. */
        VIOLATION
    }

    /** Bytes of a message that are taken in any case. */
    static final int SMALL = 64 * 1024;

    private static final int LONGEST_HEADER = 14;
    private static final int MOST_CONTROL = 125;
    private static final int FIRST_BUFFER = 4096;
    private static final byte[] NOTHING = new byte[0];

    private final int limit;
    private final int maxFragments;

    private byte[] piece = NOTHING;
    private int at;
    private int end;

    private final byte[] header = new byte[LONGEST_HEADER];
    private int headerHave;

    private boolean inPayload;
    private int opcode;
    private boolean fin;
    private long remaining;
    private int mask;

    private boolean inMessage;
    private boolean keep;
    private boolean large;
    private int fragments;
    private long messageLength;
    private byte[] buffer = NOTHING;
    private int filled;

    private byte[] control = NOTHING;
    private int controlFilled;
    private byte[] payload = NOTHING;
    private boolean controlOnly;

    FrameDecoder(int limit, int maxFragments) {
        this.limit = limit;
        this.maxFragments = maxFragments;
    }

    /** Hands over the next piece, which now belongs to the reader; only after {@link Event#MORE}. */
    void feed(byte[] bytes) {
        piece = bytes;
        at = 0;
        end = bytes.length;
    }

    /** From now on skips messages of any size and reports control frames only. */
    void skipMessages() {
        controlOnly = true;
        keep = false;
        buffer = NOTHING;
        filled = 0;
    }

    /** There is room for the message under way. */
    void allowLarge() {
        large = true;
    }

    /** Whether a message has begun and not ended; control frames are none, wherever they are cut. */
    boolean isInsideMessage() {
        return inMessage || (headerHave > 0 && !Opcode.isControl(header[0] & 0x0F));
    }

    /** Body of the message or control frame last reported. */
    byte[] payload() {
        return payload;
    }

    Event next() {
        while (true) {
            if (!inPayload) {
                Event refused = readHeader();
                if (refused != null) {
                    return refused;
                }
            }
            int now = (int) Math.min(remaining, end - at);
            if (keep && !large && !Opcode.isControl(opcode) && filled + now > SMALL) {
                return Event.LARGE;
            }
            take(now);
            remaining -= now;
            if (remaining > 0) {
                piece = NOTHING;
                return Event.MORE;
            }
            inPayload = false;
            Event done = frameEnded();
            if (done != null) {
                return done;
            }
        }
    }

    private @Nullable Event readHeader() {
        int need = headerHave < 2 ? 2 : headerLength();
        while (headerHave < need) {
            if (at == end) {
                piece = NOTHING;
                return Event.MORE;
            }
            header[headerHave++] = piece[at++];
            if (headerHave == 2) {
                if ((header[1] & 0x80) == 0) {
                    return Event.VIOLATION;
                }
                need = headerLength();
            }
        }
        headerHave = 0;
        return frameStarts(need);
    }

    private int headerLength() {
        int length7 = header[1] & 0x7F;
        return 2 + (length7 == 126 ? 2 : length7 == 127 ? 8 : 0) + 4;
    }

    private @Nullable Event frameStarts(int headerLength) {
        fin = (header[0] & 0x80) != 0;
        opcode = header[0] & 0x0F;
        mask = (int) number(headerLength - 4, 4);
        remaining = headerLength == 6 ? header[1] & 0x7F : number(2, headerLength - 6);
        boolean reserved = (header[0] & 0x70) != 0 || !Opcode.isKnown(opcode) || remaining < 0;
        boolean badControl = Opcode.isControl(opcode) && (!fin || remaining > MOST_CONTROL);
        boolean badOrder = !Opcode.isControl(opcode) && (opcode == Opcode.CONTINUATION) != inMessage;
        if (reserved || badControl || badOrder) {
            return Event.VIOLATION;
        }
        inPayload = true;
        if (Opcode.isControl(opcode)) {
            control = remaining == 0 ? NOTHING : new byte[(int) remaining];
            controlFilled = 0;
            return null;
        }
        if (!inMessage) {
            inMessage = true;
            keep = opcode == Opcode.TEXT && !controlOnly;
            large = false;
            fragments = 0;
            messageLength = 0;
            filled = 0;
        }
        if (controlOnly) {
            return null;
        }
        messageLength += remaining;
        if (messageLength > limit || messageLength < 0) {
            return Event.TOO_LARGE;
        }
        return ++fragments > maxFragments ? Event.TOO_MANY_FRAGMENTS : null;
    }

    private long number(int from, int bytes) {
        long n = 0;
        for (int i = from; i < from + bytes; i++) {
            n = n << 8 | (header[i] & 0xFF);
        }
        return n;
    }

    private void take(int now) {
        if (Opcode.isControl(opcode)) {
            mask = Mask.copy(piece, at, control, controlFilled, now, mask);
            controlFilled += now;
        } else if (keep) {
            makeRoom(now);
            mask = Mask.copy(piece, at, buffer, filled, now, mask);
            filled += now;
        }
        at += now;
    }

    private void makeRoom(int now) {
        int wanted = filled + now;
        if (wanted <= buffer.length) {
            return;
        }
        boolean wholeMessageHere = filled == 0 && fin && now == remaining;
        int size = wholeMessageHere
                ? wanted
                : (int) Math.min(limit, Math.max(wanted, Math.max(FIRST_BUFFER, 2L * buffer.length)));
        buffer = Arrays.copyOf(buffer, size);
    }

    private @Nullable Event frameEnded() {
        if (Opcode.isControl(opcode)) {
            payload = control;
            return opcode == Opcode.CLOSE ? Event.CLOSE : opcode == Opcode.PING ? Event.PING : Event.PONG;
        }
        if (!fin) {
            return null;
        }
        inMessage = false;
        boolean text = keep;
        payload = filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
        buffer = NOTHING;
        filled = 0;
        if (controlOnly) {
            return null;
        }
        return text ? Event.TEXT : Event.BINARY;
    }
}
