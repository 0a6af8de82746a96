package io.akkord.system.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a replica needs of the connection it lives on. */
interface Outlet {
    /** Sends, or forgets the message where there is no connection. */
    void send(ObjectNode message);

    /** Runs the action on the client's own thread after a while. */
    void later(long millis, Runnable action);
}
