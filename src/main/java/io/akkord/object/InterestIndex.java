package io.akkord.object;

import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who is interested in a topic, found without a look at those who are not: keys stand in a table, patterns in one by what they begin
 * with. Only patterns that begin as the topic does are tried, each once however many gave it. For interests in parts; who wants
 * everything is not in here. Not thread-safe.
 */
final class InterestIndex<T> {
    /** There may be very many keys, and most of them concern one or two. */
    private static final int FEW = 2;

    private final Map<String, Set<T>> byKey = new HashMap<>();
    private final Map<String, Map<KeyPattern, Set<T>>> byPrefix = new HashMap<>();

    /** How many of the prefixes have this length. */
    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

    void add(Interest interest, T who) {
        for (String key : interest.keys()) {
            byKey.computeIfAbsent(key, k -> new HashSet<>(FEW)).add(who);
        }
        for (KeyPattern pattern : interest.patterns()) {
            Map<KeyPattern, Set<T>> begunAlike = byPrefix.get(pattern.prefix());
            if (begunAlike == null) {
                begunAlike = new HashMap<>();
                byPrefix.put(pattern.prefix(), begunAlike);
                lengths.merge(pattern.prefix().length(), 1, Integer::sum);
            }
            begunAlike.computeIfAbsent(pattern, p -> new HashSet<>(FEW)).add(who);
        }
    }

    /** Takes out who was added with this interest. */
    void remove(Interest interest, T who) {
        for (String key : interest.keys()) {
            removeFrom(byKey, key, who);
        }
        for (KeyPattern pattern : interest.patterns()) {
            Map<KeyPattern, Set<T>> begunAlike = byPrefix.get(pattern.prefix());
            if (begunAlike != null) {
                removeFrom(begunAlike, pattern, who);
                if (begunAlike.isEmpty()) {
                    byPrefix.remove(pattern.prefix());
                    lengths.merge(pattern.prefix().length(), -1, (n, minus) -> n == 1 ? null : n + minus);
                }
            }
        }
    }

    private static <K, T> void removeFrom(Map<K, Set<T>> table, K entry, T who) {
        Set<T> those = table.get(entry);
        if (those != null && those.remove(who) && those.isEmpty()) {
            table.remove(entry);
        }
    }

    /** Names everybody who is interested in the topic, which is a key; somebody with several reasons more than once. */
    void find(String topic, Consumer<? super T> found) {
        Set<T> those = byKey.get(topic);
        if (those != null) {
            those.forEach(found);
        }
        candidates(topic, (pattern, who) -> {
            if (pattern.matches(topic)) {
                who.forEach(found);
            }
        });
    }

    /** Receives a pattern and who gave it. */
    interface Candidate<T> {
        void take(KeyPattern pattern, Set<T> who);
    }

    /** The patterns that begin as the topic does. */
    void candidates(String topic, Candidate<T> candidate) {
        for (int length : lengths.headMap(topic.length(), true).keySet()) {
            Map<KeyPattern, Set<T>> begunAlike = byPrefix.get(topic.substring(0, length));
            if (begunAlike != null) {
                begunAlike.forEach(candidate::take);
            }
        }
    }

    boolean isEmpty() {
        return byKey.isEmpty() && byPrefix.isEmpty();
    }
}
