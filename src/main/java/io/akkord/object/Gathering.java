package io.akkord.object;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the next group is cut at once. While several clients edit an object at the same time, a group waits a moment until as many
 * requests are there as clients were at work just now, so that a busy object writes and broadcasts few large groups instead of many small
 * ones. No request waits longer than that moment, and where one client works alone none waits at all.
 *
 * <p>A kind that is written in batches waits longer, whoever is at work. What is not a submission ends that wait: reads, joins and alarms
 * take the submissions before them along, so that answers keep the order of arrival.
 */
final class Gathering {
    /** A client counts as at work for so many times the patience after its last commit. */
    private static final int AT_WORK = 25;

    private final long patience;
    private final long batch;
    private final Map<String, Long> atWork = new LinkedHashMap<>();
    private boolean waiting;
    private long since;
    private boolean hurried;

    /**
     * @param patience nanoseconds a request may wait for others
     * @param batch nanoseconds that submissions are collected for; 0 where they are not
     */
    Gathering(long patience, long batch) {
        this.patience = patience;
        this.batch = batch;
    }

    /** A request has come. */
    void offered(long now) {
        if (!waiting) {
            waiting = true;
            since = now;
        }
    }

    /** Somebody waits who is not to be kept waiting for the submissions of others. */
    void hurry() {
        hurried = true;
    }

    /** A group is cut. */
    void cut() {
        waiting = false;
        hurried = false;
    }

    /** A group of these clients has been answered. */
    void released(Collection<String> clients, long now) {
        for (String client : clients) {
            atWork.remove(client);
            atWork.put(client, now);
        }
        Iterator<Long> times = atWork.values().iterator();
        while (times.hasNext() && now - times.next() > AT_WORK * patience) {
            times.remove();
        }
    }

    /** Nanoseconds to wait for more than the {@code requests} there are; 0 or less to cut now. */
    long left(int requests, long now) {
        if (hurried) {
            return 0;
        }
        if (batch > 0) {
            return batch - (now - since);
        }
        return requests >= atWork.size() ? 0 : patience - (now - since);
    }
}
