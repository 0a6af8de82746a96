package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Whether the process lives, and whether it should get requests. */
final class HealthRoutes {
    private final BooleanSupplier ready;

    HealthRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/health/live", this::live), Route.of("GET", "/health/ready", this::ready));
    }

    private CompletionStage<HttpResponse> live(Request request) {
        return healthy();
    }

    private CompletionStage<HttpResponse> ready(Request request) {
        if (!ready.getAsBoolean()) {
            throw Problem.of(ErrorCode.UNAVAILABLE, "The server is not ready.");
        }
        return healthy();
    }

    private static CompletionStage<HttpResponse> healthy() {
        return CompletableFuture.completedFuture(HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(Json.entity(out -> {
                    out.writeStartObject();
                    out.writeBooleanField("healthy", true);
                    out.writeEndObject();
                })));
    }
}
