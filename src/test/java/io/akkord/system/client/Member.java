package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.delta.Change;

/** One room on one client, whatever the type of its document. */
public interface Member {
    String object();

    String client();

    Logbook logbook();

    boolean isJoined();

    /** Whether nothing is pending. */
    boolean isSettled();

    boolean isInFlight();

    /** The last version this client has applied. */
    long version();

    /** The document as its user sees it. */
    Change content();

    /** Why the server took this session out of the room; empty while it has not. */
    String left();

    /** Sends what is in flight once more, unchanged; false where nothing is. */
    boolean resend();

    void requestSync();

    /** What is said to be in the room, again or for the first time. */
    ObjectNode joinMessage();

    void onDisconnected();

    void onMessage(JsonNode message);
}
