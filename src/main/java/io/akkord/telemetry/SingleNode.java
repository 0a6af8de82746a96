package io.akkord.telemetry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Replication where there is none: healthy, and honest about what that means. */
public final class SingleNode implements HealthCheck {
    @Override
    public String name() {
        return "replication";
    }

    @Override
    public CompletionStage<Finding> look() {
        return CompletableFuture.completedFuture(
                new Finding(true, "This server is a single node: there is nobody to replicate to."));
    }
}
