package io.akkord.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often something was how large: counts in fixed buckets, and the sum. Recording is a short search and two additions that threads
 * do not get in each other's way with, some 30 ns; that is why this is no {@code Timer}, which keeps a moving maximum besides, and so
 * can be asked to record the same for many at once. Exactly the recorded number of values is counted, none is sampled.
 */
final class Distribution {
    /** 0.5 ms to 10 s, in nanoseconds. */
    private static final long[] TIMES = {
        500_000L,
        1_000_000L,
        2_000_000L,
        5_000_000L,
        10_000_000L,
        20_000_000L,
        50_000_000L,
        100_000_000L,
        200_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_000_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    private static final long[] COUNTS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};
    private static final double NANOS = 1e9;

    private final long[] limits;
    private final double unit;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Distribution(long[] limits, double unit) {
        this.limits = limits;
        this.unit = unit;
        this.counts = new LongAdder[limits.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Takes nanoseconds, shows seconds. */
    static Distribution ofTimes() {
        return new Distribution(TIMES, NANOS);
    }

    static Distribution ofCounts() {
        return new Distribution(COUNTS, 1);
    }

    void record(long value) {
        record(value, 1);
    }

    /** The same value so many times. */
    void record(long value, int times) {
        counts[bucket(value)].add(times);
        sum.add(value * times);
    }

    void clear() {
        for (LongAdder count : counts) {
            count.reset();
        }
        sum.reset();
    }

    private int bucket(long value) {
        int i = 0;
        while (i < limits.length && value > limits[i]) {
            i++;
        }
        return i;
    }

    /** A moment's view; values that are recorded meanwhile may be in the sum or in a bucket only. */
    HistogramDataPointSnapshot snapshot(Labels labels) {
        double[] bounds = new double[counts.length];
        long[] values = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            bounds[i] = i < limits.length ? limits[i] / unit : Double.POSITIVE_INFINITY;
            values[i] = counts[i].sum();
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, values))
                .sum(sum.sum() / unit)
                .build();
    }
}
