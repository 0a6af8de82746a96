package io.akkord.edge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;

/** Where a list of names goes on, spelled so that nobody takes it for a name and comes to rely on that. */
final class PageCursor {
    private PageCursor() {}

    /** The cursor behind a name. */
    static String after(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The name a cursor stands behind; refuses what {@link #after} never made.
     *
     * @param isName whether this is such a name as is listed
     */
    static String name(String cursor, Predicate<String> isName) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (isName.test(name) && after(name).equals(cursor)) {
                return name;
            }
        } catch (IllegalArgumentException malformed) {
            // Falls through to the refusal.
        }
        throw Problem.badMessage("The cursor is not one that the server gave.");
    }
}
