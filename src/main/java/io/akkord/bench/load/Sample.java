package io.akkord.bench.load;

/**
 * What happened within about a second.
 *
 * @param second its end, since the first edit
 * @param seconds how long it was
 * @param measured false during the warm-up
 * @param edits acknowledged
 * @param deliveries commits that reached a client other than their author
 * @param errors refusals and broken connections
 */
public record Sample(
        double second,
        double seconds,
        boolean measured,
        long edits,
        long deliveries,
        long errors,
        Percentiles ack,
        Percentiles propagation) {
    public double editsPerSecond() {
        return edits / seconds;
    }

    public double deliveriesPerSecond() {
        return deliveries / seconds;
    }
}
