package io.akkord.kind;

/** Which strings are legal names of objects and clients. */
public final class Names {
    public static final int MAX_OBJECT = 128;
    public static final int MAX_CLIENT = 64;

    /** Clients of the server itself; ids that begin with an underscore are refused from outside. */
    public static final String HTTP_CLIENT = "_http";

    public static final String ALARM_CLIENT = "_alarm";
    public static final String SERVER_CLIENT = "_server";

    private Names() {}

    /** 1–128 of {@code A-Za-z0-9._-}, not starting with a dot. */
    public static boolean isObjectName(String name) {
        return isWord(name, MAX_OBJECT) && name.charAt(0) != '.';
    }

    /** 1–64 of {@code A-Za-z0-9._-}, not starting with an underscore. */
    public static boolean isOutsideClient(String client) {
        return isWord(client, MAX_CLIENT) && client.charAt(0) != '_';
    }

    /** Whether commits of this client are the server's own and leave no deduplication entry. */
    public static boolean isServerClient(String client) {
        return !client.isEmpty() && client.charAt(0) == '_';
    }

    private static boolean isWord(String s, int max) {
        if (s.isEmpty() || s.length() > max) {
            return false;
        }
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            boolean ok = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!ok) {
                return false;
            }
        }
        return true;
    }
}
