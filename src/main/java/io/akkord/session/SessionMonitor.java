package io.akkord.session;

import io.akkord.protocol.ErrorCode;

/**
 * Hears what happens in the sessions of a node. It is called in the middle of their turns, from many threads: it returns at once and
 * throws nothing.
 */
public interface SessionMonitor {
    /** Hears nothing. */
    SessionMonitor NONE = new SessionMonitor() {};

    /** Why a client or its session has to be brought up to date out of the ordinary stream. */
    enum Resync {
        /** The client asked for it. */
        SYNC,
        /** The client's version led nowhere, and it was given a snapshot. */
        RESET,
        /** The object was lost, and the session joined it again. */
        REJOIN,
        /** The client did not keep up, or a commit was missing: the session reads the journal. */
        BEHIND
    }

    /** For what sessions do with the objects of one kind; asked once per session and object. */
    default KindWatch kind(String kind) {
        return KindWatch.NONE;
    }

    /** A client was told an error, also that its submission conflicts. */
    default void refused(ErrorCode code) {}

    /** A client that does not read what it is sent was given up. */
    default void slowReaderClosed() {}

    /** Sessions and the objects of one kind. Times are nanoseconds. */
    interface KindWatch {
        KindWatch NONE = new KindWatch() {};

        /** A client was told that its submission is committed, so long after the session took it. */
        default void acknowledged(long nanos) {}

        /** A group was handed to the client's socket, so long after its write was confirmed. */
        default void delivered(long nanos) {}

        default void resynced(Resync how) {}
    }
}
