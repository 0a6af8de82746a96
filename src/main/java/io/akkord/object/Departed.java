package io.akkord.object;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose the clients are that left an object a short while ago: an id that committed nothing belongs to its user while it is here, and for
 * the grace time within which it may come back. Of many the latest {@value #MOST}.
 */
final class Departed {
    static final int MOST = 1_000;

    private record Owner(String user, long left) {}

    private final long grace;
    private final Map<String, Owner> owners = new LinkedHashMap<>();

    Departed(Duration grace) {
        this.grace = grace.toNanos();
    }

    /** @param now nanoseconds */
    void left(String client, String user, long now) {
        owners.remove(client);
        owners.put(client, new Owner(user, now));
        Iterator<Owner> eldest = owners.values().iterator();
        for (Owner owner = eldest.next(); owners.size() > MOST || isOver(owner, now); owner = eldest.next()) {
            eldest.remove();
        }
    }

    void isBack(String client) {
        owners.remove(client);
    }

    Optional<String> userOf(String client, long now) {
        return Optional.ofNullable(owners.get(client))
                .filter(owner -> !isOver(owner, now))
                .map(Owner::user);
    }

    private boolean isOver(Owner owner, long now) {
        return now - owner.left() > grace;
    }
}
