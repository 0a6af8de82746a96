package io.akkord.namespace;

/** Whether and how the value of a key is stored. Decided when it is committed, and kept with it. */
public enum Storing {
    PLAIN,
    ENCRYPTED,
    /** Only in memory. */
    TRANSIENT,
    /** It was {@link #TRANSIENT}, and the memory is gone. */
    LOST
}
