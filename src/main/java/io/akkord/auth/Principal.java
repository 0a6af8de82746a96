package io.akkord.auth;

import io.akkord.kind.ObjectId;

/**
 * Whom a connection or a request acts for, and what they may do.
 *
 * @param user free name, as commits carry it
 * @param tenant the space all objects of the user are in; {@link ObjectId#NO_TENANT} where the token names none
 * @param grants what the user may do in it
 * @param tokenId the token's own name, {@code jti}; empty for none
 * @param issuedAt epoch milliseconds; 0 for not said
 * @param expiresAt epoch milliseconds from which all this is over; {@link #NEVER} for never
 */
public record Principal(String user, String tenant, Grants grants, String tokenId, long issuedAt, long expiresAt) {
    public static final long NEVER = Long.MAX_VALUE;

    /** Where there is no authentication. */
    public static final Principal ANYBODY = new Principal("anonymous", ObjectId.NO_TENANT, Grants.ALL, "", 0, NEVER);

    /** @param path of an object, such as {@code rooms/notes} */
    public Level level(String path) {
        return grants.level(path);
    }

    /** Whether the user may do everything in the tenant, what concerns no single object included. */
    public boolean isAdmin() {
        return grants.everywhere().covers(Level.ADMIN);
    }

    public boolean isSameUser(Principal other) {
        return user.equals(other.user) && tenant.equals(other.tenant);
    }
}
