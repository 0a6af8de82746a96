package io.akkord.session;

/**
 * What a subscription asks its object by joining it.
 *
 * @param since the version from which commits are wanted; {@link io.akkord.object.Join#NOTHING} for none
 * @param origin the history it belongs to; empty for not known
 * @param snapshot whether a snapshot is wanted all the same
 * @param requestedType what the client says the object is; empty for not said
 * @param scope what the client wants to hear of once it is answered
 */
record Question(Purpose purpose, long since, String origin, boolean snapshot, String requestedType, Scope scope) {
    enum Purpose {
        /** The client's JOIN: answered with JOINED. */
        JOIN,
        /** The client's SYNC_REQUEST: answered with SYNC. */
        SYNC,
        /** The object was lost: the stream goes on, and the client does not notice. */
        REJOIN
    }

    boolean wantsSnapshot() {
        return snapshot || since < 0;
    }
}
