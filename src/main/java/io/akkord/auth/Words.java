package io.akkord.auth;

/** Which texts in tokens are legal. */
public final class Words {
    static final int MOST_USER = 256;
    static final int MOST_TOKEN_ID = 256;
    static final int MOST_TENANT = 128;
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

    /** What may be part of the stored name of an object, and is not {@link Principal#NO_TENANT}. */
    static boolean isTenant(String tenant) {
        return !tenant.isEmpty()
                && tenant.length() <= MOST_TENANT
                && tenant.charAt(0) != '.'
                && !tenant.equals(Principal.NO_TENANT)
                && tenant.chars().allMatch(Words::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
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
