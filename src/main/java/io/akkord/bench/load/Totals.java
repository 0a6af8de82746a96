package io.akkord.bench.load;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured between warm-up and end.
 *
 * @param edits acknowledged in that time
 * @param commits they made; fewer where edits were composed while others were in flight
 * @param deliveries commits that reached a client other than their author
 * @param ack of the edits due in that time, from due to acknowledged
 * @param propagation of the same, from due to received, once per receiving client
 * @param errors refusals by code, over the whole run
 * @param disconnects broken connections and failed attempts, over the whole run
 */
public record Totals(
        double seconds,
        long edits,
        long commits,
        long deliveries,
        Percentiles ack,
        Percentiles propagation,
        List<Percentiles.Point> ackCurve,
        List<Percentiles.Point> propagationCurve,
        Map<String, Long> errors,
        long disconnects) {
    public Totals {
        ackCurve = List.copyOf(ackCurve);
        propagationCurve = List.copyOf(propagationCurve);
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    public double editsPerSecond() {
        return seconds == 0 ? 0 : edits / seconds;
    }

    public double deliveriesPerSecond() {
        return seconds == 0 ? 0 : deliveries / seconds;
    }
}
