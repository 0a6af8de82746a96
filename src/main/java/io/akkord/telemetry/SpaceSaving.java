package io.akkord.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent of many keys in bounded memory: Space-Saving (Metwally, Agrawal, El Abbadi, "Efficient computation of frequent and
 * top-k elements in data streams", 2005). There are {@code capacity} places; a key without one takes the place of the rarest and
 * inherits its count as its possible error.
 *
 * <p>With N counted in all: a key counted more than N / capacity times has a place. What is shown of a key ({@code reads + writes}) was
 * really counted since it has its place, so it is never too high, and too low by at most {@code missed}, which is at most N / capacity.
 * As long as there were no more keys than places everything is exact.
 *
 * <p>The places are a binary heap with the rarest at the root. Not thread-safe.
 */
final class SpaceSaving<K> {
    /**
     * What is known of one key.
     *
     * @param missed at most so many more
     */
    record Count<K>(K key, long reads, long writes, long missed) {
        long total() {
            return reads + writes;
        }
    }

    private static final class Place<K> {
        private K key;
        private long reads;
        private long writes;
        private long missed;
        private int at;

        Place(K key, int at) {
            this.key = key;
            this.at = at;
        }

        long rank() {
            return reads + writes + missed;
        }
    }

    private final int capacity;
    private final Map<K, Place<K>> places = new HashMap<>();
    private final List<Place<K>> heap = new ArrayList<>();
    private long counted;

    SpaceSaving(int capacity) {
        this.capacity = capacity;
    }

    /** All that was counted, of whatever key. */
    long counted() {
        return counted;
    }

    void add(K key, long reads, long writes) {
        counted += reads + writes;
        Place<K> place = places.get(key);
        if (place == null) {
            place = heap.size() < capacity ? appended(key) : taken(key);
        }
        place.reads += reads;
        place.writes += writes;
        sink(place);
    }

    private Place<K> appended(K key) {
        Place<K> place = new Place<>(key, heap.size());
        heap.add(place);
        places.put(key, place);
        while (place.at > 0) {
            swap(place, heap.get((place.at - 1) / 2));
        }
        return place;
    }

    private Place<K> taken(K key) {
        Place<K> rarest = heap.get(0);
        places.remove(rarest.key);
        rarest.missed = rarest.rank();
        rarest.reads = 0;
        rarest.writes = 0;
        rarest.key = key;
        places.put(key, rarest);
        return rarest;
    }

    private void sink(Place<K> place) {
        for (int child = 2 * place.at + 1; child < heap.size(); child = 2 * place.at + 1) {
            boolean right = child + 1 < heap.size()
                    && heap.get(child + 1).rank() < heap.get(child).rank();
            Place<K> rarer = heap.get(right ? child + 1 : child);
            if (rarer.rank() >= place.rank()) {
                return;
            }
            swap(place, rarer);
        }
    }

    private void swap(Place<K> a, Place<K> b) {
        int at = a.at;
        a.at = b.at;
        b.at = at;
        heap.set(a.at, a);
        heap.set(b.at, b);
    }

    /** Everything that has a place, in no order. */
    List<Count<K>> counts() {
        return heap.stream()
                .map(p -> new Count<>(p.key, p.reads, p.writes, p.missed))
                .toList();
    }
}
