package io.akkord.telemetry;

import io.akkord.settings.HealthSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state manager's health. However many ask, one look is under way at a time, and what it found is the answer for a while after;
 * so asking is cheap and no way to keep the storage busy. The answer never fails and never takes much longer than a look may.
 */
public final class StateHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StateHealth.class);

    /** A look that somebody asked for; {@code ended} is the time it had its answer, 0 until then. */
    private static final class Look {
        final CompletableFuture<HealthReport> report = new CompletableFuture<>();
        volatile long ended;
    }

    private final List<HealthCheck> checks;
    private final HealthSettings settings;
    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Look> latest = new AtomicReference<>();

    /** @param nanos a clock that only runs forward */
    public StateHealth(List<HealthCheck> checks, HealthSettings settings, LongSupplier nanos) {
        this.checks = List.copyOf(checks);
        this.settings = settings;
        this.nanos = nanos;
    }

    public CompletionStage<HealthReport> report() {
        Look known = latest.get();
        if (known != null && isFresh(known)) {
            return known.report.copy();
        }
        Look look = new Look();
        if (!latest.compareAndSet(known, look)) {
            return report();
        }
        run().thenAccept(report -> {
            look.ended = nanos.getAsLong();
            look.report.complete(report);
        });
        return look.report.copy();
    }

    private boolean isFresh(Look look) {
        return !look.report.isDone()
                || nanos.getAsLong() - look.ended < settings.keep().toNanos();
    }

    private CompletionStage<HealthReport> run() {
        List<CompletableFuture<HealthReport.Check>> looks =
                checks.stream().map(this::look).toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                .thenApply(done -> new HealthReport(
                        looks.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<HealthReport.Check> look(HealthCheck check) {
        CompletableFuture<HealthCheck.Finding> finding;
        try {
            finding = check.look().toCompletableFuture().copy();
        } catch (RuntimeException e) {
            finding = CompletableFuture.failedFuture(e);
        }
        return finding.orTimeout(settings.within().toMillis(), TimeUnit.MILLISECONDS)
                .handle((found, failure) -> {
                    if (failure == null) {
                        return new HealthReport.Check(check.name(), found.healthy(), found.detail());
                    }
                    LOG.warn("The check of {} failed", check.name(), failure);
                    return new HealthReport.Check(
                            check.name(), false, "The check failed or did not end in time; the log says more.");
                });
    }
}
