package io.akkord.edge.socket;

import java.nio.charset.StandardCharsets;

/**
 * What a close frame says.
 *
 * @param code {@link #NONE} for a frame without a body
 * @param reason for people; at most 123 bytes of UTF-8 go out
 */
record CloseStatus(int code, String reason) {
    static final int NONE = 1005;
    static final int PROTOCOL_ERROR = 1002;
    static final int NOT_UTF8 = 1007;
    private static final int MOST_REASON = 123;

    /** What to answer to the body of a peer's close frame: the same code, or the error that it is. */
    static CloseStatus answering(byte[] body) {
        if (body.length == 0) {
            return new CloseStatus(NONE, "");
        }
        int code = body.length == 1 ? 0 : (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
        if (!mayBeReceived(code)) {
            return new CloseStatus(PROTOCOL_ERROR, "bad close frame");
        }
        return Utf8.isWellFormed(body, 2, body.length)
                ? new CloseStatus(code, "")
                : new CloseStatus(NOT_UTF8, "close reason is not UTF-8");
    }

    /** RFC 6455 section 7.4 and the IANA registry: 1004–1006 and 1015 never travel, below 1000 and from 5000 nothing exists. */
    private static boolean mayBeReceived(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    byte[] body() {
        if (code == NONE) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MOST_REASON);
        while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        byte[] body = new byte[2 + length];
        body[0] = (byte) (code >>> 8);
        body[1] = (byte) code;
        System.arraycopy(text, 0, body, 2, length);
        return body;
    }
}
