package io.akkord.object;

/**
 * How a session joins an object.
 *
 * @param session unique id of the session
 * @param client the session's client id; a later join of the same client supersedes the earlier session
 * @param user whom the client id must belong to
 * @param since the last version the session has; {@link #NOTHING} for none
 * @param origin the history {@code since} belongs to; empty where the client did not say
 * @param snapshot whether a snapshot is wanted although {@code since} is given
 * @param presence first presence as UTF-8 JSON; empty for none
 * @param presenceVersion the version its positions refer to; -1 for none
 */
public record Join(
        String session,
        String client,
        String user,
        long since,
        String origin,
        boolean snapshot,
        byte[] presence,
        long presenceVersion) {
    public static final long NOTHING = -1;
}
