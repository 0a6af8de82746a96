package io.akkord.telemetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What took long lately: of each tenant the last {@value #KEPT} actions beyond the limit of their sort, by when and of what kind, without contents or
 * names. An action within its limit costs one comparison. Thread-safe.
 */
public final class SlowActions {
    /** Sorts of actions, and how long one may take before it is slow. */
    public enum What {
        JOURNAL_WRITE("journal-write", Duration.ofMillis(100)),
        RECOVERY("recovery", Duration.ofMillis(500)),
        REQUEST("request", Duration.ofMillis(500));

        private final String label;
        private final long limit;

        What(String label, Duration limit) {
            this.label = label;
            this.limit = limit.toNanos();
        }

        /** The name on the wire. */
        public String label() {
            return label;
        }
    }

    /**
     * One of them.
     *
     * @param of the kind of the object, or method and pattern of the route
     * @param tenant whose it was
     * @param millis how long it took
     * @param at epoch milliseconds
     */
    public record Slow(What what, String of, String tenant, long millis, long at) {}

    static final int KEPT = 512;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier clock;
    private final Tenants<Deque<Slow>> tenants = new Tenants<>(ArrayDeque::new, SlowActions::latest);

    /** @param clock epoch milliseconds */
    public SlowActions(LongSupplier clock) {
        this.clock = clock;
    }

    void took(What what, String of, String tenant, long nanos) {
        if (nanos > what.limit) {
            keep(new Slow(what, of, tenant, nanos / 1_000_000, clock.getAsLong()));
        }
    }

    private static long latest(Deque<Slow> kept) {
        return kept.isEmpty() ? 0 : kept.getLast().at();
    }

    private synchronized void keep(Slow slow) {
        tenants.begun(slow.tenant(), slow.at() * NANOS_PER_MILLI).ifPresent(kept -> keep(slow, kept));
    }

    private static void keep(Slow slow, Deque<Slow> kept) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(slow);
    }

    synchronized void clear() {
        tenants.clear();
    }

    /** Those of one tenant, the slowest first. */
    public synchronized List<Slow> of(String tenant) {
        return tenants.of(tenant).stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(Slow::millis).reversed())
                .toList();
    }
}
