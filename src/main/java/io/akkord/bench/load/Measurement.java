package io.akkord.bench.load;

import io.akkord.bench.client.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Counts and times all that the clients of a run live through. */
public final class Measurement implements Watcher {
    private static final int MOST_VIOLATIONS_KEPT = 20;

    private final LongSupplier clock;
    private final Window window = new Window();
    private final Map<String, SentLately> sent = new ConcurrentHashMap<>();
    private final Times ack = new Times();
    private final Times propagation = new Times();
    private final LongAdder edits = new LongAdder();
    private final LongAdder editsMeasured = new LongAdder();
    private final LongAdder commitsMeasured = new LongAdder();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder deliveriesMeasured = new LongAdder();
    private final LongAdder disconnects = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long violationCount;
    private long lastAt;
    private long lastEdits;
    private long lastDeliveries;
    private long lastErrors;

    /** @param clock the run's nanoseconds */
    public Measurement(LongSupplier clock) {
        this.clock = clock;
    }

    public Window window() {
        return window;
    }

    @Override
    public void sent(String client, long seq, List<Long> due) {
        sent.computeIfAbsent(client, c -> new SentLately()).add(seq, due);
    }

    @Override
    public void acknowledged(String client, List<Long> due) {
        long now = clock.getAsLong();
        ack.record(due, now, window);
        edits.add(due.size());
        if (window.contains(now)) {
            editsMeasured.add(due.size());
            commitsMeasured.increment();
        }
    }

    @Override
    public void received(String client, long version, String author, long seq) {
        SentLately from = sent.get(author);
        if (from != null) {
            long now = clock.getAsLong();
            propagation.record(from.due(seq), now, window);
            deliveries.increment();
            if (window.contains(now)) {
                deliveriesMeasured.increment();
            }
        }
    }

    @Override
    public void refused(String client, String code) {
        errors.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    @Override
    public void disconnected(String client, String reason) {
        disconnects.increment();
    }

    @Override
    public void violated(String client, String what) {
        synchronized (violations) {
            violationCount++;
            if (violations.size() < MOST_VIOLATIONS_KEPT) {
                violations.add(client + ": " + what);
            }
        }
    }

    /** What happened since the last sample. Samples are taken by one thread. */
    Sample sample() {
        long now = clock.getAsLong();
        long editsNow = edits.sum();
        long deliveriesNow = deliveries.sum();
        long errorsNow = disconnects.sum()
                + errors.values().stream().mapToLong(LongAdder::sum).sum();
        Sample sample = new Sample(
                now / 1e9,
                Math.max(1, now - lastAt) / 1e9,
                window.isOpen(),
                editsNow - lastEdits,
                deliveriesNow - lastDeliveries,
                errorsNow - lastErrors,
                ack.lately(),
                propagation.lately());
        lastAt = now;
        lastEdits = editsNow;
        lastDeliveries = deliveriesNow;
        lastErrors = errorsNow;
        return sample;
    }

    Totals totals() {
        Histogram acks = ack.total();
        Histogram propagations = propagation.total();
        Map<String, Long> byCode = new TreeMap<>();
        errors.forEach((code, count) -> byCode.put(code, count.sum()));
        return new Totals(
                window.seconds(),
                editsMeasured.sum(),
                commitsMeasured.sum(),
                deliveriesMeasured.sum(),
                Percentiles.of(acks),
                Percentiles.of(propagations),
                Percentiles.curve(acks),
                Percentiles.curve(propagations),
                byCode,
                disconnects.sum());
    }

    List<String> violations() {
        synchronized (violations) {
            List<String> all = new ArrayList<>(violations);
            if (violationCount > violations.size()) {
                all.add("and " + (violationCount - violations.size()) + " more of this kind");
            }
            return all;
        }
    }
}
