package io.akkord.bench.client;

/** Told of all that happens to a participant, while it is locked: be quick, and do not touch another participant. */
public interface Watcher {
    /** A submission is about to be sent for the first time. */
    void sent(Participant who, Submission submission);

    /** A submission is durable; it may be answered with the next edit. */
    void acknowledged(Participant who, Submission submission);

    /** Somebody else's commit was applied. */
    void received(Participant who, Commit commit);

    /** The server answered with an error. */
    void refused(Participant who, String code);

    /** The connection broke, or could not be made; it will be tried again. */
    void disconnected(Participant who, String reason);

    /** The server did what the protocol forbids. */
    void violated(Participant who, String what);
}
