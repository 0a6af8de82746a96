package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One object as a client has it: what the connection of the client does for it, and it for the connection. */
public interface Attached {
    String object();

    /** A JOIN that goes on where this stands. */
    ObjectNode joinMessage();

    void onMessage(JsonNode message);

    void onDisconnected();

    /** Sends what is in flight once more, unchanged; false where nothing is. */
    boolean resend();

    /** Why the server took this session out of the object; empty while it has not. */
    String left();

    /** The server, or the test itself, did what must not be. */
    void violation(String what);
}
