package io.akkord.telemetry;

import io.akkord.kind.ObjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Which objects, and which keys of them, were read and written most in the last minutes, in bounded memory: for each tenant a
 * {@link SpaceSaving} per minute for objects and one for keys, the last {@value #MINUTES} of which are added up. A number n is too low by
 * at most 1/{@value #PLACES} of everything counted of the tenant in those minutes; it is exact as long as there are no more different
 * ones.
 *
 * <p>Beyond {@value #EXACT} a minute every {@value #STRIDE}th on average, picked at random, counts for {@value #STRIDE}: numbers are then
 * right in the mean, with a standard deviation of the square root of {@code (STRIDE - 1) n}: three in a hundred at 10,000.
 *
 * <p>Reads of an object are reads and joins, writes are commits. Reads of a key are HTTP requests for that key, writes are its changes.
 * Thread-safe.
 */
public final class HotKeys {
    /** A key of an object. */
    private record Key(ObjectId object, String key) {}

    /**
     * One line of the answer.
     *
     * @param key empty for the object itself
     */
    public record Hot(ObjectId object, String key, long reads, long writes) {}

    /**
     * The hottest, those first that were read and written most.
     *
     * @param windowSeconds what the numbers are of; less shortly after the start
     */
    public record Top(long windowSeconds, List<Hot> objects, List<Hot> keys) {}

    static final int MINUTES = 5;
    static final int PLACES = 512;
    static final int EXACT = 10_000;
    static final int STRIDE = 8;
    private static final long MINUTE = 60_000_000_000L;

    private final LongSupplier nanos;
    private final long begin;
    private final Tenants<OfTenant> tenants = new Tenants<>(OfTenant::new, OfTenant::counted);

    /** @param nanos a clock that only runs forward */
    public HotKeys(LongSupplier nanos) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    void object(ObjectId id, long reads, long writes) {
        tenants.begun(id.tenant(), nanos.getAsLong()).ifPresent(of -> of.objects.add(id, reads, writes, this));
    }

    void key(ObjectId id, String key, long reads, long writes) {
        tenants.begun(id.tenant(), nanos.getAsLong())
                .ifPresent(of -> of.keys.add(new Key(id, key), reads, writes, this));
    }

    /** The hottest of one tenant. */
    public Top top(String tenant, int limit) {
        long now = minute();
        long since = Math.max(0, now - MINUTES + 1) * MINUTE;
        return new Top(
                Math.max(1, (nanos.getAsLong() - begin - since) / 1_000_000_000L),
                tenants.of(tenant).stream()
                        .flatMap(of -> of.objects.top(now, limit).stream())
                        .map(c -> new Hot(c.key(), "", c.reads(), c.writes()))
                        .toList(),
                tenants.of(tenant).stream()
                        .flatMap(of -> of.keys.top(now, limit).stream())
                        .map(c -> new Hot(c.key().object(), c.key().key(), c.reads(), c.writes()))
                        .toList());
    }

    void clear() {
        tenants.clear();
    }

    private long minute() {
        return (nanos.getAsLong() - begin) / MINUTE;
    }

    private static final class OfTenant {
        private final Windows<ObjectId> objects = new Windows<>();
        private final Windows<Key> keys = new Windows<>();

        /** Lately. */
        long counted() {
            return objects.counted() + keys.counted();
        }
    }

    private static final class Windows<K> {
        private final List<SpaceSaving<K>> minutes = new ArrayList<>();
        private long latest;
        private volatile boolean busy;

        Windows() {
            for (int i = 0; i < MINUTES; i++) {
                minutes.add(new SpaceSaving<>(PLACES));
            }
        }

        /** For how many the next one counts, perhaps for none. */
        private int weight() {
            return !busy ? 1 : ThreadLocalRandom.current().nextInt(STRIDE) == 0 ? STRIDE : 0;
        }

        synchronized long counted() {
            return minutes.stream().mapToLong(SpaceSaving::counted).sum();
        }

        void add(K key, long reads, long writes, HotKeys clock) {
            int weight = weight();
            if (weight > 0) {
                add(key, weight * reads, weight * writes, clock.minute());
            }
        }

        private synchronized void add(K key, long reads, long writes, long minute) {
            turnTo(minute);
            SpaceSaving<K> current = minutes.get((int) (latest % MINUTES));
            current.add(key, reads, writes);
            if (!busy && current.counted() > EXACT) {
                busy = true;
            }
        }

        /** Begins the minutes since the latest anew. */
        private void turnTo(long minute) {
            for (long next = Math.max(latest + 1, minute - MINUTES + 1); next <= minute; next++) {
                minutes.set((int) (next % MINUTES), new SpaceSaving<>(PLACES));
                busy = false;
            }
            latest = Math.max(latest, minute);
        }

        synchronized List<SpaceSaving.Count<K>> top(long minute, int limit) {
            turnTo(minute);
            Map<K, SpaceSaving.Count<K>> sums = new HashMap<>();
            for (SpaceSaving<K> one : minutes) {
                for (SpaceSaving.Count<K> c : one.counts()) {
                    sums.merge(c.key(), c, Windows::plus);
                }
            }
            return sums.values().stream()
                    .sorted(Comparator.comparingLong(SpaceSaving.Count<K>::total)
                            .reversed()
                            .thenComparing(c -> c.key().toString()))
                    .limit(limit)
                    .toList();
        }

        private static <K> SpaceSaving.Count<K> plus(SpaceSaving.Count<K> a, SpaceSaving.Count<K> b) {
            return new SpaceSaving.Count<>(
                    a.key(), a.reads() + b.reads(), a.writes() + b.writes(), a.missed() + b.missed());
        }
    }
}
