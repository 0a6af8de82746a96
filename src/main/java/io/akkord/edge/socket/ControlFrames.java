package io.akkord.edge.socket;

import akka.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Control frames that wait to be sent: at most one of each, so that no flood of pings fills anything. A close is the last frame
 * there is.
 */
final class ControlFrames {
    private static final byte[] NO_BODY = new byte[0];

    private byte @Nullable [] pong;
    private boolean ping;
    private @Nullable CloseStatus close;
    private boolean closeTaken;

    void ping() {
        ping = true;
    }

    /** Answers a ping; of several that came meanwhile only the last one, as RFC 6455 section 5.5.3 allows. */
    void pong(byte[] body) {
        pong = body;
    }

    /** The first close counts. */
    void close(CloseStatus status) {
        if (close == null) {
            close = status;
        }
    }

    boolean hasClose() {
        return close != null;
    }

    boolean closeTaken() {
        return closeTaken;
    }

    /** The frame to send before any text; empty if there is none. */
    ByteString take() {
        if (closeTaken) {
            return ByteString.emptyByteString();
        }
        if (close != null) {
            closeTaken = true;
            return FrameEncoder.control(Opcode.CLOSE, close.body());
        }
        if (pong != null) {
            byte[] body = pong;
            pong = null;
            return FrameEncoder.control(Opcode.PONG, body);
        }
        if (ping) {
            ping = false;
            return FrameEncoder.control(Opcode.PING, NO_BODY);
        }
        return ByteString.emptyByteString();
    }
}
