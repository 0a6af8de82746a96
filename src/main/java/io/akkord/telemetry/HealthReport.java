package io.akkord.telemetry;

import java.util.List;

/** What all checks found; healthy if each is. */
public record HealthReport(List<Check> checks) {
    /** A check with its finding. */
    public record Check(String name, boolean healthy, String detail) {}

    public HealthReport {
        checks = List.copyOf(checks);
    }

    public boolean healthy() {
        return checks.stream().allMatch(Check::healthy);
    }
}
