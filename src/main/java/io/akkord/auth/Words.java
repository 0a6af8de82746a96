package io.akkord.auth;

import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;

/** Which texts in tokens are legal. */
public final class Words {
    static final int MOST_USER = 256;
    static final int MOST_TOKEN_ID = 256;
    static final int MOST_PATTERN = 256;

    private Words() {}

    /** 1–256 characters, none of them control characters or halves of a pair. */
    public static boolean isUser(String user) {
        return isText(user, MOST_USER);
    }

    /** As for users. */
    public static boolean isTokenId(String id) {
        return isText(id, MOST_TOKEN_ID);
    }

    static boolean isPattern(String pattern) {
        return isText(pattern, MOST_PATTERN);
    }

    /** What may be part of the stored name of an object, and is not {@link ObjectId#NO_TENANT}. */
    static boolean isTenant(String tenant) {
        return Names.isObjectName(tenant) && !tenant.equals(ObjectId.NO_TENANT);
    }

    private static boolean isText(String text, int most) {
        return !text.isEmpty()
                && text.length() <= most
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || c == '\u2028'
                                || c == '\u2029'
                                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
