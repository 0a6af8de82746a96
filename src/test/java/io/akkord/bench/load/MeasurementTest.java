package io.akkord.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Times count from when an edit was due, and only edits due while the run measures count for its result. */
class MeasurementTest {
    private static final long MILLI = 1_000_000;

    private long now;
    private final Measurement measurement = new Measurement(() -> now);

    @Test
    void a_stall_counts_for_every_edit_that_was_due_in_it() {
        measurement.window().open(0);
        // Ten edits a second apart 100 ms; the server answers all of them only after a second.
        List<Long> due =
                LongStream.range(0, 10).map(i -> i * 100 * MILLI).boxed().toList();
        now = 1000 * MILLI;
        measurement.acknowledged("writer", due);
        measurement.window().close(now + 1);
        Totals totals = measurement.totals();
        assertThat(totals.ack().count()).isEqualTo(10);
        assertThat(totals.ack().max()).isCloseTo(1000, within(2.0));
        assertThat(totals.ack().p50()).isCloseTo(500, within(2.0));
        assertThat(totals.edits()).isEqualTo(10);
        assertThat(totals.commits()).isEqualTo(1);
    }

    @Test
    void an_edit_of_the_warm_up_does_not_count_and_one_answered_after_the_end_does() {
        measurement.window().open(100 * MILLI);
        now = 150 * MILLI;
        measurement.acknowledged("writer", List.of(50 * MILLI));
        measurement.window().close(200 * MILLI);
        now = 900 * MILLI;
        measurement.acknowledged("writer", List.of(190 * MILLI));
        Totals totals = measurement.totals();
        assertThat(totals.ack().count()).isEqualTo(1);
        assertThat(totals.ack().max()).isCloseTo(710, within(2.0));
        assertThat(totals.seconds()).isCloseTo(0.1, within(1e-9));
        assertThat(totals.edits()).as("acknowledged in the window").isEqualTo(1);
    }

    @Test
    void propagation_counts_once_per_receiver_and_not_for_strangers() {
        measurement.window().open(0);
        now = 10 * MILLI;
        measurement.sent("writer", 7, List.of(4 * MILLI, 10 * MILLI));
        now = 20 * MILLI;
        measurement.received("reader", 1, "writer", 7);
        measurement.received("reader", 2, "_http", 2);
        measurement.window().close(now);
        Totals totals = measurement.totals();
        assertThat(totals.propagation().count()).isEqualTo(2);
        assertThat(totals.propagation().max()).isCloseTo(16, within(0.1));
    }

    @Test
    void a_sample_holds_what_came_since_the_last() {
        now = 1000 * MILLI;
        measurement.acknowledged("writer", List.of(990 * MILLI));
        assertThat(measurement.sample().edits()).isEqualTo(1);
        now = 3000 * MILLI;
        measurement.refused("writer", "OVERLOADED");
        Sample second = measurement.sample();
        assertThat(second.edits()).isZero();
        assertThat(second.seconds()).isEqualTo(2.0);
        assertThat(second.errors()).isEqualTo(1);
        assertThat(second.ack().count()).isZero();
    }

    @Test
    void the_curve_goes_as_far_as_the_count_carries() {
        measurement.window().open(0);
        for (int i = 1; i <= 1000; i++) {
            now = i * MILLI;
            measurement.acknowledged("writer", List.of(0L));
        }
        measurement.window().close(now + 1);
        List<Percentiles.Point> curve = measurement.totals().ackCurve();
        assertThat(curve.get(0).share()).isEqualTo(50.0);
        assertThat(curve.get(curve.size() - 1).share()).isBetween(99.8, 99.9);
        assertThat(curve).isSortedAccordingTo((a, b) -> Double.compare(a.millis(), b.millis()));
    }
}
