package io.akkord.bench.load;

import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * What a histogram of times says, in milliseconds.
 *
 * @param count how many times were measured; where it is 0 so is everything else
 */
public record Percentiles(
        long count, double mean, double p50, double p90, double p95, double p99, double p999, double max) {
    private static final double MICROS = 1000.0;

    /**
     * A point of the curve of all percentiles.
     *
     * @param share of the times that are at most {@code millis}, in percent
     */
    public record Point(double share, double millis) {}

    static Percentiles of(Histogram micros) {
        return new Percentiles(
                micros.getTotalCount(),
                micros.getTotalCount() == 0 ? 0 : micros.getMean() / MICROS,
                at(micros, 50),
                at(micros, 90),
                at(micros, 95),
                at(micros, 99),
                at(micros, 99.9),
                micros.getMaxValue() / MICROS);
    }

    /** From the median on, ever closer to 100 % as far as the count carries. */
    static List<Point> curve(Histogram micros) {
        return DoubleStream.iterate(0.5, rest -> rest * micros.getTotalCount() >= 1, rest -> rest / Math.pow(10, 0.1))
                .mapToObj(rest -> new Point(100 - 100 * rest, at(micros, 100 - 100 * rest)))
                .toList();
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS;
    }
}
