package io.akkord.edge;

import io.akkord.kind.ObjectId;
import io.akkord.namespace.Condition;
import io.akkord.namespace.Entry;
import io.akkord.namespace.Mfe;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceLimits;
import io.akkord.namespace.NamespaceState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * One key or one MFE of a namespace, as a path names it.
 *
 * @param user who asks
 * @param on which of both
 * @param name the key, or the id of the MFE
 */
record NamespacePlace(ObjectId id, String user, Condition.On on, String name) {
    /** Refuses what can be no key, and what clients and proxies take out of paths. */
    static NamespacePlace key(Request request) {
        String key = request.captured("key");
        if (!NamespaceLimits.isKey(key) || isDots(key)) {
            throw Problem.badMessage("A key in a path is 1 to " + NamespaceLimits.MAX_KEY
                    + " characters, percent-encoded, no control characters, and not only one or two dots.");
        }
        return new NamespacePlace(request.object(NamespaceKind.NAME), request.user(), Condition.On.KEY, key);
    }

    static NamespacePlace mfe(Request request) {
        String id = request.captured("mfe");
        if (!NamespaceLimits.isKey(id) || id.length() > NamespaceLimits.MAX_MFE || isDots(id)) {
            throw Problem.badMessage("The id of an MFE in a path is 1 to " + NamespaceLimits.MAX_MFE
                    + " characters, percent-encoded, no control characters, and not only one or two dots.");
        }
        return new NamespacePlace(request.object(NamespaceKind.NAME), request.user(), Condition.On.MFE, id);
    }

    private static boolean isDots(String name) {
        return name.equals(".") || name.equals("..");
    }

    /** The version that last changed what is there; empty where there is nothing. */
    OptionalLong version(NamespaceState state) {
        if (on == Condition.On.MFE) {
            Mfe mfe = state.mfes().get(name);
            return mfe == null ? OptionalLong.empty() : OptionalLong.of(mfe.version());
        }
        Entry entry = state.keys().get(name);
        return entry == null || entry.isLost() ? OptionalLong.empty() : OptionalLong.of(entry.version());
    }

    /** What the name is called in answers. */
    String label() {
        return on == Condition.On.MFE ? "id" : "key";
    }

    String path() {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "/v1/" + id.path() + (on == Condition.On.MFE ? "/mfes/" : "/keys/") + encoded;
    }
}
