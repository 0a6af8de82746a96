package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static HistogramDataPointSnapshot of(Distribution distribution) {
        return distribution.snapshot(Labels.EMPTY);
    }

    @Test
    void everyValueIsInTheFirstBucketThatIsNotBelowIt() {
        Random random = new Random(1);
        Distribution distribution = Distribution.ofTimes();
        List<Double> values = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            long nanos = (long) Math.pow(10, 4 + random.nextDouble() * 6.5);
            int times = 1 + random.nextInt(3);
            distribution.record(nanos, times);
            for (int j = 0; j < times; j++) {
                values.add(nanos / 1e9);
            }
            sum += times * nanos / 1e9;
        }
        HistogramDataPointSnapshot shown = of(distribution);
        double below = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shown.getClassicBuckets().size(); i++) {
            double from = below;
            double to = shown.getClassicBuckets().getUpperBound(i);
            assertThat(shown.getClassicBuckets().getCount(i))
                    .as("up to " + to)
                    .isEqualTo(values.stream().filter(v -> v > from && v <= to).count());
            below = to;
        }
        assertThat(shown.getCount()).isEqualTo(values.size());
        assertThat(shown.getSum()).isEqualTo(sum, Offset.offset(1e-6));
    }

    @Test
    void boundsAreFromHalfAMillisecondToTenSecondsAndBelongToTheirBuckets() {
        Distribution distribution = Distribution.ofTimes();
        distribution.record(Duration.ofNanos(500_000).toNanos());
        distribution.record(Duration.ofSeconds(10).toNanos());
        distribution.record(Duration.ofSeconds(11).toNanos());
        var buckets = of(distribution).getClassicBuckets();
        assertThat(buckets.getUpperBound(0)).isEqualTo(0.0005);
        assertThat(buckets.getCount(0)).isEqualTo(1);
        assertThat(buckets.getUpperBound(buckets.size() - 2)).isEqualTo(10);
        assertThat(buckets.getCount(buckets.size() - 2)).isEqualTo(1);
        assertThat(buckets.getUpperBound(buckets.size() - 1)).isInfinite();
        assertThat(buckets.getCount(buckets.size() - 1)).isEqualTo(1);
    }

    @Test
    void wholeNumbersAreShownAsTheyAre() {
        Distribution distribution = Distribution.ofCounts();
        distribution.record(0);
        distribution.record(7, 3);
        assertThat(of(distribution).getSum()).isEqualTo(21);
        assertThat(of(distribution).getClassicBuckets().getCount(0)).isEqualTo(1);
    }
}
