package io.akkord.session;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Outbound;
import io.akkord.protocol.StateMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages a session says within one turn: they go out as one frame, a JSON array where there are several, in the order in which
 * they were said.
 */
final class Outbox {
    private static final ByteString OPEN = ByteString.fromString("[");
    private static final ByteString COMMA = ByteString.fromString(",");
    private static final ByteString CLOSE = ByteString.fromString("]");

    private final SocketOut socket;
    private final Outflow node;
    private final SessionMonitor monitor;
    private final long frameBytes;
    private final long high;
    private final long low;
    private final List<ByteString> unsent = new ArrayList<>();
    private long unsentBytes;

    /**
     * @param node counts what all have queued
     * @param frameBytes about how large a frame of several messages may become
     * @param high queued bytes above which the socket is {@link #full}; {@code low} where the node has no room for more
     * @param low queued bytes up to which it is {@link #drained}
     * @param monitor hears of errors
     */
    Outbox(SocketOut socket, Outflow node, long frameBytes, long high, long low, SessionMonitor monitor) {
        this.socket = socket;
        this.node = node;
        this.monitor = monitor;
        this.frameBytes = frameBytes;
        this.high = high;
        this.low = low;
    }

    void say(Outbound message) {
        if (message instanceof Outbound.Error error) {
            monitor.refused(error.code());
        } else if (message instanceof StateMessage.ConflictDetected) {
            monitor.refused(ErrorCode.CONFLICT);
        }
        say(ByteString.fromArrayUnsafe(message.toBytes()));
    }

    /** A message that is encoded already. */
    void say(ByteString message) {
        if (unsentBytes + message.length() > frameBytes) {
            flush();
        }
        unsent.add(message);
        unsentBytes += message.length();
    }

    void flush() {
        if (unsent.isEmpty()) {
            return;
        }
        if (unsent.size() == 1) {
            socket.send(unsent.get(0));
        } else {
            ByteStringBuilder frame = new ByteStringBuilder();
            ByteString before = OPEN;
            for (ByteString message : unsent) {
                frame.append(before).append(message);
                before = COMMA;
            }
            socket.send(frame.append(CLOSE).result());
        }
        node.queued(unsentBytes);
        unsent.clear();
        unsentBytes = 0;
    }

    boolean full() {
        return socket.queuedBytes() + unsentBytes > (node.isFull() ? low : high);
    }

    boolean drained() {
        return queuedBytes() <= low;
    }

    long queuedBytes() {
        return socket.queuedBytes();
    }

    long takenBytes() {
        return socket.takenBytes();
    }

    void close(int code, String reason) {
        flush();
        socket.close(code, reason);
    }
}
