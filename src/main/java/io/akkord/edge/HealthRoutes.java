package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import io.akkord.protocol.ErrorCode;
import io.akkord.telemetry.HealthReport;
import io.akkord.telemetry.StateHealth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Whether the process lives, whether it should get requests, and whether what it stores is in order. */
final class HealthRoutes {
    private final BooleanSupplier ready;
    private final StateHealth state;

    HealthRoutes(BooleanSupplier ready, StateHealth state) {
        this.ready = ready;
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/health/live", Needs.NOTHING, this::live),
                Route.of("GET", "/health/ready", Needs.NOTHING, this::ready),
                Route.of("GET", "/health/state-manager", Needs.NOTHING, this::stateManager));
    }

    private CompletionStage<HttpResponse> live(Request request) {
        return CompletableFuture.completedFuture(healthy());
    }

    private CompletionStage<HttpResponse> ready(Request request) {
        if (!ready.getAsBoolean()) {
            throw Problem.of(ErrorCode.UNAVAILABLE, "The server is not ready.");
        }
        return CompletableFuture.completedFuture(healthy());
    }

    private static HttpResponse healthy() {
        return Momentary.answer(out -> {
            out.writeStartObject();
            out.writeBooleanField("healthy", true);
            out.writeEndObject();
        });
    }

    private CompletionStage<HttpResponse> stateManager(Request request) {
        return state.report().thenApply(report -> {
            HttpResponse response = Momentary.answer(out -> {
                out.writeStartObject();
                out.writeBooleanField("healthy", report.healthy());
                out.writeArrayFieldStart("checks");
                for (HealthReport.Check check : report.checks()) {
                    out.writeStartObject();
                    out.writeStringField("name", check.name());
                    out.writeBooleanField("healthy", check.healthy());
                    out.writeStringField("detail", check.detail());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeEndObject();
            });
            return report.healthy() ? response : response.withStatus(StatusCodes.SERVICE_UNAVAILABLE);
        });
    }
}
