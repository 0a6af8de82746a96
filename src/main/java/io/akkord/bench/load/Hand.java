package io.akkord.bench.load;

/** What makes a writer's edits on its client. */
interface Hand {
    /** Makes an edit that was due at this time. */
    void edit(long due);

    /** Edits that no submission carries yet. */
    int unsentEdits();

    /** What to do whenever a submission is acknowledged. */
    void afterEachAcknowledgement(Runnable action);

    /** Nanoseconds until the first edit of a writer that makes one every {@code gap}: writers do not edit in step. */
    long phase(long gap);
}
