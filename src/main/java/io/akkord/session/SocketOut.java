package io.akkord.session;

import akka.util.ByteString;

/** The sending half of a client's connection, as a session sees it. Safe to call from any thread; never blocks. */
public interface SocketOut {
    /** Queues one text frame (UTF-8). */
    void send(ByteString text);

    /** Bytes queued and not yet handed to the network. */
    long queuedBytes();

    /** All bytes handed to the network so far. */
    long takenBytes();

    /** Closes the connection after what is queued has been sent, or after a short while in any case. */
    void close(int code, String reason);
}
