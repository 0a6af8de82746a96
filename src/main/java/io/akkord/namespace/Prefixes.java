package io.akkord.namespace;

import java.util.TreeSet;

/** A growing set of prefixes. Asking costs one look, however many there are. */
final class Prefixes {
    /** None of them begins with another one, so only the last one up to a text can be its prefix. */
    private final TreeSet<String> shortest = new TreeSet<>();

    void add(String prefix) {
        if (beginOf(prefix)) {
            return;
        }
        String longer = shortest.higher(prefix);
        while (longer != null && longer.startsWith(prefix)) {
            shortest.remove(longer);
            longer = shortest.higher(prefix);
        }
        shortest.add(prefix);
    }

    /** Whether a text begins with one of them. */
    boolean beginOf(String text) {
        String last = shortest.floor(text);
        return last != null && text.startsWith(last);
    }
}
