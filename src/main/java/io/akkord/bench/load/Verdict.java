package io.akkord.bench.load;

import java.util.List;

/**
 * What the check at the end found.
 *
 * @param acknowledged submissions that the clients were told are durable, warm-up included
 * @param versions that the rooms have more than before the first edit
 * @param faults in sentences; none where every client of every room has the server's text, nothing was lost and nothing else was there
 */
public record Verdict(long acknowledged, long versions, List<String> faults) {
    public Verdict {
        faults = List.copyOf(faults);
    }

    public boolean isPassed() {
        return faults.isEmpty();
    }
}
