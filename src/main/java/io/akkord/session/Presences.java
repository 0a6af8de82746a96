package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.Outbound;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The presence of the others in one object, as one client is told of it. While the client is behind, only the last word of each is
 * kept. When the object has moved, those who do not come back within a few seconds are gone.
 */
final class Presences {
    private static final byte[] GONE = {};
    private static final long NO_VERSION = -1;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final SessionContext context;
    private final ObjectId id;
    /** Clients whose presence the client knows, with their users where those are known. */
    private final Map<String, String> shown = new HashMap<>();

    private final Map<String, RelayEvent.PresenceChanged> kept = new LinkedHashMap<>();
    private final Set<String> missing = new HashSet<>();

    Presences(SessionContext context, ObjectId id) {
        this.context = context;
        this.id = id;
    }

    /** The client was told of these, and of no others, in an answer. */
    void told(Map<String, byte[]> all) {
        shown.clear();
        kept.clear();
        missing.clear();
        all.keySet().forEach(client -> shown.put(client, ""));
    }

    /** The object has moved, and these are known there. */
    void moved(Map<String, byte[]> all) {
        missing.clear();
        missing.addAll(shown.keySet());
        missing.removeAll(all.keySet());
        all.forEach((client, data) -> {
            String user = shown.putIfAbsent(client, "");
            boolean known = user != null && user.isEmpty();
            if (!known) {
                say(client, user == null ? "" : user, data, NO_VERSION);
            }
        });
        if (!missing.isEmpty()) {
            context.later(new SessionInternal.PresenceStale(id), GRACE);
        }
    }

    /** Those who have not been heard of since the object moved are gone. */
    void giveUpMissing() {
        for (String client : missing) {
            String user = shown.remove(client);
            if (user != null) {
                say(client, user, GONE, NO_VERSION);
            }
        }
        missing.clear();
    }

    /**
     * @param now whether the client can be told at once
     */
    void changed(RelayEvent.PresenceChanged change, boolean now) {
        if (change.client().equals(context.client())) {
            return;
        }
        missing.remove(change.client());
        if (now) {
            say(change);
        } else {
            kept.put(change.client(), change);
        }
    }

    /** The client has caught up. */
    void release() {
        kept.values().forEach(this::say);
        kept.clear();
    }

    private void say(RelayEvent.PresenceChanged change) {
        if (change.data().length == 0) {
            shown.remove(change.client());
        } else {
            shown.put(change.client(), change.user());
        }
        say(change.client(), change.user(), change.data(), change.version());
    }

    private void say(String client, String user, byte[] data, long version) {
        context.out().say(new Outbound.Presence(id.path(), client, user, data, version));
    }
}
