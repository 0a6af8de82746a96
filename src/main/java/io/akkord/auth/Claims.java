package io.akkord.auth;

import io.akkord.kind.ObjectId;
import io.akkord.settings.AuthSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the claims of a token whose signature is good come to. All times are checked against one moment. */
final class Claims {
    private static final int MOST_AUDIENCES = 32;
    private static final double MOST_SECONDS = 1e11;

    private final AuthSettings settings;
    private final long now;
    private final Map<String, Object> claims;

    private Claims(AuthSettings settings, long now, Map<String, Object> claims) {
        this.settings = settings;
        this.now = now;
        this.claims = claims;
    }

    /** Whom they stand for; refused with a sentence. */
    static Principal principal(Map<String, Object> claims, AuthSettings settings, long now) throws TokenRefused {
        return new Claims(settings, now, claims).principal();
    }

    private Principal principal() throws TokenRefused {
        if (settings.issuer().isPresent() && !settings.issuer().get().equals(claims.get("iss"))) {
            throw new TokenRefused("The token is not from the issuer that is asked for.");
        }
        if (settings.audience().isPresent() && !isFor(settings.audience().get())) {
            throw new TokenRefused("The token is not for this audience.");
        }
        long leeway = settings.leeway().toMillis();
        if (!claims.containsKey("exp")) {
            throw new TokenRefused("The token does not say when it expires.");
        }
        long expires = millis("exp") + leeway;
        if (now >= expires) {
            throw expired();
        }
        long issued = claims.containsKey("iat") ? millis("iat") : 0;
        boolean early = claims.containsKey("nbf") && millis("nbf") > now + leeway;
        if (early || issued > now + leeway) {
            throw new TokenRefused("The token is not valid yet.");
        }
        long most = settings.maxLifetime().toMillis();
        if (most > 0 && (issued == 0 || expires - leeway - issued > most)) {
            throw new TokenRefused("The token is good for too long, or does not say since when.");
        }
        return new Principal(user(), tenant(), Grants.ofClaim(claims.get("akkord")), id(), issued, expires);
    }

    static TokenRefused expired() {
        return new TokenRefused("The token has expired.");
    }

    private boolean isFor(String audience) {
        Object claim = claims.get("aud");
        Collection<?> all = claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
        return all.size() <= MOST_AUDIENCES && all.contains(audience);
    }

    private long millis(String name) throws TokenRefused {
        if (claims.get(name) instanceof Number seconds
                && seconds.doubleValue() >= 0
                && seconds.doubleValue() <= MOST_SECONDS) {
            return Math.round(seconds.doubleValue() * 1000);
        }
        throw new TokenRefused("A time in the token is none.");
    }

    private String user() throws TokenRefused {
        if (claims.get("sub") instanceof String user && Words.isUser(user)) {
            return user;
        }
        throw new TokenRefused("The token does not name a user: sub is " + Words.MOST_USER
                + " characters at most, none of them control characters.");
    }

    private String tenant() throws TokenRefused {
        if (!claims.containsKey("tenant")) {
            return ObjectId.NO_TENANT;
        }
        if (claims.get("tenant") instanceof String tenant && Words.isTenant(tenant)) {
            return tenant;
        }
        throw new TokenRefused("The tenant of the token is not one that there can be.");
    }

    private String id() throws TokenRefused {
        if (!claims.containsKey("jti")) {
            return "";
        }
        if (claims.get("jti") instanceof String id && Words.isTokenId(id)) {
            return id;
        }
        throw new TokenRefused("The jti of the token is not one that could be revoked.");
    }
}
