package io.akkord.kind;

import java.util.List;
import java.util.Set;

/**
 * What of an object somebody wants to hear of: everything, or the keys named and those that match a pattern. Who names none and gives
 * no pattern, but does not ask for everything, hears of nothing.
 *
 * @param all whether it is everything; then there are neither keys nor patterns
 */
public record Interest(boolean all, Set<String> keys, List<KeyPattern> patterns) {
    /** Keys and patterns of one interest. */
    public static final int MOST = 1_000;

    /**
     * Patterns of one interest that can fit the same key by what stands before their first star: so many are tried on a key at most,
     * wherever one looks for what is of interest.
     */
    public static final int MOST_ALIKE = 32;

    /** Characters of a key or a pattern. */
    public static final int LONGEST = 256;

    public static final Interest ALL = new Interest(true, Set.of(), List.of());

    public Interest {
        keys = Set.copyOf(keys);
        patterns = List.copyOf(patterns);
    }

    public static Interest in(Set<String> keys, List<KeyPattern> patterns) {
        return new Interest(false, keys, patterns);
    }

    /** Whether a change with this topic is of interest. */
    public boolean covers(String topic) {
        if (all || keys.contains(topic) || isOfTheWhole(topic)) {
            return true;
        }
        for (KeyPattern pattern : patterns) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a topic is no key, and of interest to everybody. */
    public static boolean isOfTheWhole(String topic) {
        return !topic.isEmpty() && topic.charAt(0) == 0;
    }
}
