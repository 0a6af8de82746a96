package io.akkord.system.client;

import io.akkord.system.delta.Change;

/** One room on one client, whatever the type of its document. */
public interface Member extends Attached {
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

    void requestSync();

    @Override
    default void violation(String what) {
        logbook().violation(what);
    }
}
