package io.akkord.bench.load;

import java.time.Instant;
import java.util.List;

/**
 * A run and its outcome.
 *
 * @param endedEarly whether it was stopped before its time
 * @param cores how many processor cores the tool itself kept busy while it measured; near the machine's number, the tool is the limit
 */
public record LoadResult(
        Plan plan,
        Instant started,
        boolean endedEarly,
        double cores,
        Totals totals,
        List<Sample> samples,
        Verdict verdict) {
    public LoadResult {
        samples = List.copyOf(samples);
    }
}
