package io.akkord.bench.client;

import java.util.List;

/** Told of all that happens to a client, while it is locked: be quick, and do not touch another client. */
public interface Watcher {
    /**
     * A submission is about to be sent for the first time.
     *
     * @param due when what is in it was to be made
     */
    void sent(String client, long seq, List<Long> due);

    /** A submission is durable; it may be answered with the next edit. */
    void acknowledged(String client, List<Long> due);

    /** Somebody else's commit was applied. */
    void received(String client, long version, String author, long seq);

    /** The server answered with an error. */
    void refused(String client, String code);

    /** The connection broke, or could not be made; it will be tried again. */
    void disconnected(String client, String reason);

    /** The server did what the protocol forbids. */
    void violated(String client, String what);
}
