package io.akkord.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Something for each tenant, so that none can tell from its own what another does. There are {@value #MOST} at once; one more takes the
 * place of the quietest, once a second at most, and is not counted until then. Thread-safe.
 */
final class Tenants<T> {
    static final int MOST = 64;
    private static final long BETWEEN_NANOS = 1_000_000_000L;

    private final Supplier<T> fresh;
    private final ToLongFunction<T> loudness;
    private final Map<String, T> of = new ConcurrentHashMap<>();
    private long replaced;
    private boolean everReplaced;

    /** @param loudness how much there is in one of them */
    Tenants(Supplier<T> fresh, ToLongFunction<T> loudness) {
        this.fresh = fresh;
        this.loudness = loudness;
    }

    /** What there is of a tenant. */
    Optional<T> of(String tenant) {
        return Optional.ofNullable(of.get(tenant));
    }

    /**
     * The same, begun where there is none; empty while there is no place.
     *
     * @param now nanoseconds
     */
    Optional<T> begun(String tenant, long now) {
        T there = of.get(tenant);
        return there == null ? begin(tenant, now) : Optional.of(there);
    }

    private synchronized Optional<T> begin(String tenant, long now) {
        if (!of.containsKey(tenant) && of.size() >= MOST) {
            if (everReplaced && now - replaced < BETWEEN_NANOS) {
                return Optional.empty();
            }
            everReplaced = true;
            replaced = now;
            of.entrySet().stream()
                    .min((a, b) -> Long.compare(loudness.applyAsLong(a.getValue()), loudness.applyAsLong(b.getValue())))
                    .ifPresent(quietest -> of.remove(quietest.getKey()));
        }
        return Optional.of(of.computeIfAbsent(tenant, any -> fresh.get()));
    }

    void clear() {
        of.clear();
    }
}
