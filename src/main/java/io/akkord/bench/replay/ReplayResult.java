package io.akkord.bench.replay;

import java.util.List;

/**
 * What a replay came to.
 *
 * @param commits submissions that were acknowledged
 * @param faults in sentences; none where the server has exactly the trace's final text, in as many versions as there were commits
 */
public record ReplayResult(int edits, long commits, double seconds, List<String> faults) {
    public ReplayResult {
        faults = List.copyOf(faults);
    }

    public double editsPerSecond() {
        return edits / seconds;
    }

    public double commitsPerSecond() {
        return commits / seconds;
    }
}
