package io.akkord.protocol;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A growing byte array of JSON in UTF-8. Callers put the punctuation themselves; what this adds is quoting, numbers and parts that
 * are JSON already. Not thread-safe.
 */
public final class WireBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    public WireBuffer() {
        this(256);
    }

    public WireBuffer(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Text of ASCII characters as it stands, such as a piece of JSON's skeleton. */
    public WireBuffer ascii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    public WireBuffer number(long value) {
        return ascii(Long.toString(value));
    }

    /** A JSON string with its quotes; an unpaired surrogate becomes U+FFFD. */
    public WireBuffer string(String text) {
        ensure(text.length() + 2);
        bytes[size++] = '"';
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return rest(text, i).ascii("\"");
            }
            if (c == '"' || c == '\\') {
                ensure(length - i + 2);
                bytes[size++] = '\\';
                bytes[size++] = (byte) c;
            } else if (c < 0x20) {
                ensure(length - i + 6);
                escape(c);
            } else {
                ensure(length - i + 1);
                bytes[size++] = (byte) c;
            }
        }
        return ascii("\"");
    }

    /** Bytes that are JSON, or a part of it, already. */
    public WireBuffer raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
        return this;
    }

    /** A JSON array of values that are JSON already. */
    public WireBuffer list(List<byte[]> values) {
        ascii("[");
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                ascii(",");
            }
            raw(values.get(i));
        }
        return ascii("]");
    }

    /** Bytes of an array that are JSON, or a part of it, already. */
    public WireBuffer raw(byte[] json, int from, int to) {
        ensure(to - from);
        System.arraycopy(json, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    /** Appends what is written to it. */
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                ensure(1);
                bytes[size++] = (byte) b;
            }

            @Override
            public void write(byte[] b, int offset, int length) {
                ensure(length);
                System.arraycopy(b, offset, bytes, size, length);
                size += length;
            }
        };
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** From the first character on that is not ASCII: the stretches between escapes are encoded as a whole. */
    private WireBuffer rest(String text, int from) {
        int start = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < 0x20) {
                raw(utf8(text.substring(start, i)));
                start = i + 1;
                ensure(6);
                if (c < 0x20) {
                    escape(c);
                } else {
                    bytes[size++] = '\\';
                    bytes[size++] = (byte) c;
                }
            }
        }
        return raw(utf8(text.substring(start)));
    }

    /** As {@link String#getBytes} encodes, but with U+FFFD instead of a question mark. */
    private static byte[] utf8(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 0xF];
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
