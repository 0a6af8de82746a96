package io.akkord;

import io.akkord.journal.StorageProbe;
import io.akkord.telemetry.HealthCheck;
import java.util.concurrent.CompletionStage;

/** Whether the storage can be written and read, tried on a row of its own. */
final class StorageHealth implements HealthCheck {
    private final StorageProbe probe;

    StorageHealth(StorageProbe probe) {
        this.probe = probe;
    }

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public CompletionStage<Finding> look() {
        return probe.beat().thenApply(done -> new Finding(true, "A row was written, synced and read back."));
    }
}
