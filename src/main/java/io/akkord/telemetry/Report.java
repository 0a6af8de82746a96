package io.akkord.telemetry;

import java.util.List;

/**
 * What somebody who runs the server should look at, of one tenant.
 *
 * @param slow the slowest actions of late
 * @param large the objects that hold most
 * @param recommendations what to do about it, a sentence each; none where nothing is out of order
 */
public record Report(List<SlowActions.Slow> slow, List<Large> large, List<String> recommendations) {
    static final int SLOWEST = 20;

    public Report {
        slow = List.copyOf(slow);
        large = List.copyOf(large);
        recommendations = List.copyOf(recommendations);
    }

    /**
     * @param slow the slowest first
     * @param large the largest first
     */
    public static Report of(List<SlowActions.Slow> slow, List<Large> large, HotKeys.Top hot) {
        return new Report(
                slow.subList(0, Math.min(SLOWEST, slow.size())), large, Recommendations.from(slow, large, hot));
    }
}
