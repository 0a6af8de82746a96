package io.akkord.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Times from when an edit was due until something became of it. Each counts from the moment it <em>should</em> have been made, not from
 * when a busy client got round to it: a server that stalls for a second delays all edits due in that second, and all of them count.
 * Recording is thread-safe and takes no lock; all else belongs to one thread.
 */
final class Times {
    private static final int DIGITS = 3;

    private final Recorder now = new Recorder(DIGITS);
    private final Recorder measured = new Recorder(DIGITS);
    private final Histogram total = new Histogram(DIGITS);

    /**
     * @param due of the edits, in the run's nanoseconds
     * @param window in which an edit must have been due to count for the whole run
     */
    void record(List<Long> due, long at, Window window) {
        for (long intended : due) {
            long micros = Math.max(0, (at - intended) / 1000);
            now.recordValue(micros);
            if (window.contains(intended)) {
                measured.recordValue(micros);
            }
        }
    }

    /** What was recorded since the last call. */
    Percentiles lately() {
        return Percentiles.of(now.getIntervalHistogram());
    }

    Histogram total() {
        total.add(measured.getIntervalHistogram());
        return total;
    }
}
