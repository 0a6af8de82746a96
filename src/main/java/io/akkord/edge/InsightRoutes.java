package io.akkord.edge;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.directory.Directory;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.WireTime;
import io.akkord.telemetry.Exposition;
import io.akkord.telemetry.HotKeys;
import io.akkord.telemetry.Insight;
import io.akkord.telemetry.Large;
import io.akkord.telemetry.Report;
import io.akkord.telemetry.SlowActions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What goes on in the server: metrics for Prometheus, and for administrators what is hot, what is slow, and what to do about it. */
final class InsightRoutes {
    private static final String PLAIN = "text/plain";
    private static final String OPEN = "application/openmetrics-text";
    private static final long DEFAULT_LIMIT = 10;
    private static final long MOST = 100;
    private static final int LARGEST = 10;

    private final Insight insight;
    private final Directory directory;
    private final Duration within;
    private final boolean open;

    /**
     * @param within time for one look-up
     * @param open whether everybody may read the metrics
     */
    InsightRoutes(Insight insight, Directory directory, Duration within, boolean open) {
        this.insight = insight;
        this.directory = directory;
        this.within = within;
        this.open = open;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/metrics", open ? Needs.NOTHING : Needs.OPERATOR, this::metrics),
                Route.of("GET", "/v1/admin/hot-keys", Needs.TENANT, this::hotKeys)
                        .taking("limit"),
                Route.of("GET", "/v1/admin/report", Needs.TENANT, this::report));
    }

    /** The tenant whose administrator asks; nobody is shown anything of another. */
    private static String tenant(Request request) {
        return request.principal().tenant();
    }

    private CompletionStage<HttpResponse> metrics(Request request) {
        boolean open = Negotiation.choose(request, List.of(PLAIN, OPEN)).equals(OPEN);
        Exposition now = insight.metrics(open ? Exposition.Format.OPEN_METRICS : Exposition.Format.PROMETHEUS);
        ContentType type = ContentTypes.parse(now.format().contentType());
        return CompletableFuture.completedFuture(Momentary.answer().withEntity(HttpEntities.create(type, now.text())));
    }

    private CompletionStage<HttpResponse> hotKeys(Request request) {
        int limit = (int) Math.min(MOST, request.number("limit", 1, DEFAULT_LIMIT));
        HotKeys.Top top = insight.hot().top(tenant(request), limit);
        return CompletableFuture.completedFuture(Momentary.answer().withEntity(Json.entity(out -> {
            out.writeStartObject();
            out.writeNumberField("windowSeconds", top.windowSeconds());
            write(out, "objects", top.objects());
            write(out, "keys", top.keys());
            out.writeEndObject();
        })));
    }

    private static void write(JsonGenerator out, String field, List<HotKeys.Hot> those) throws IOException {
        out.writeArrayFieldStart(field);
        for (HotKeys.Hot one : those) {
            out.writeStartObject();
            writeObject(out, one.object());
            if (!one.key().isEmpty()) {
                out.writeStringField("key", one.key());
            }
            out.writeNumberField("reads", one.reads());
            out.writeNumberField("writes", one.writes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeObject(JsonGenerator out, ObjectId id) throws IOException {
        out.writeStringField("object", id.path());
        if (!id.tenant().equals(ObjectId.NO_TENANT)) {
            out.writeStringField("tenant", id.tenant());
        }
    }

    private CompletionStage<HttpResponse> report(Request request) {
        String tenant = tenant(request);
        return Deadline.of(directory.largest(tenant, LARGEST), within, "The directory cannot be read now.")
                .thenApply(found -> Report.of(
                        insight.slow().of(tenant),
                        found.stream()
                                .map(entry -> new Large(entry.id(), entry.type(), entry.size()))
                                .toList(),
                        insight.hot().top(tenant, (int) MOST)))
                .thenApply(report -> Momentary.answer().withEntity(Json.entity(out -> write(out, report))));
    }

    private static void write(JsonGenerator out, Report report) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("slow");
        for (SlowActions.Slow one : report.slow()) {
            out.writeStartObject();
            out.writeStringField("what", one.what().label());
            out.writeStringField("of", one.of());
            out.writeNumberField("millis", one.millis());
            out.writeStringField("at", WireTime.format(one.at()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("large");
        for (Large one : report.large()) {
            out.writeStartObject();
            writeObject(out, one.object());
            out.writeStringField("type", one.type());
            out.writeNumberField("size", one.size());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("recommendations");
        for (String sentence : report.recommendations()) {
            out.writeString(sentence);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
