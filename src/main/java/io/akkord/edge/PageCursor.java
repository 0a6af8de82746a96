package io.akkord.edge;

import io.akkord.kind.Names;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list of names goes on, spelled so that nobody takes it for a name and comes to rely on that. */
final class PageCursor {
    private PageCursor() {}

    /** The cursor behind a name. */
    static String after(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name a cursor stands behind; refuses what {@link #after} never made. */
    static String name(String cursor) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (Names.isObjectName(name) && after(name).equals(cursor)) {
                return name;
            }
        } catch (IllegalArgumentException malformed) {
            // Falls through to the refusal.
        }
        throw Problem.badMessage("The cursor is not one that the server gave.");
    }
}
