package io.akkord.object;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether the next group is cut at once. Who was just answered tends to submit again: for a moment after a group the next one waits until
 * as many requests are there as clients took part in the last two, so that a busy object writes and broadcasts few large groups instead of
 * many small ones. An object with one writer never waits, nor does a request that comes later than that moment.
 */
final class Gathering {
    private final long patience;
    private Set<String> last = new HashSet<>();
    private int expected;
    private long releasedAt;
    private boolean hurried;

    /** @param patience nanoseconds after the release of a group for which the next may wait */
    Gathering(long patience) {
        this.patience = patience;
    }

    /** A group of these clients has been answered. */
    void released(Collection<String> clients, long now) {
        Set<String> latest = new HashSet<>(clients);
        last.removeAll(latest);
        expected = last.size() + latest.size();
        last = latest;
        releasedAt = now;
    }

    /** Somebody waits who is not to be kept waiting for the submissions of others. */
    void hurry() {
        hurried = true;
    }

    /** A group is cut. */
    void cut() {
        hurried = false;
    }

    /** Nanoseconds to wait for more than the {@code waiting} requests there are; 0 or less to cut now. */
    long left(int waiting, long now) {
        return hurried || waiting >= expected ? 0 : patience - (now - releasedAt);
    }
}
