package io.akkord.telemetry;

import java.util.concurrent.CompletionStage;

/** One thing that can be in order or not. */
public interface HealthCheck {
    /** What was found; {@code detail} is a sentence for operators and names no object. */
    record Finding(boolean healthy, String detail) {}

    String name();

    /** Looks, and costs something. A stage that fails, or does not end in time, counts as unhealthy. */
    CompletionStage<Finding> look();
}
