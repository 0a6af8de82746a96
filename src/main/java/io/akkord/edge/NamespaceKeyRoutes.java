package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.namespace.Entry;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceLimits;
import io.akkord.namespace.NamespaceState;
import io.akkord.settings.LimitSettings;
import io.akkord.telemetry.RequestMonitor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The keys of a namespace, in pages and one by one. The tag of a key is the version that last changed it. */
final class NamespaceKeyRoutes {
    private static final String KEYS = "/v1/namespaces/{id}/keys";
    private static final String KEY = KEYS + "/{key}";
    private static final String JSON = "application/json";
    private static final long DEFAULT_LIMIT = 100;
    private static final long MOST = 1000;

    /** Characters of JSON after which a page ends. */
    private static final long PAGE_WEIGHT = 4 << 20;

    private final ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads;
    private final NamespaceWrites writes;
    private final Bodies bodies;
    private final LimitSettings limits;
    private final RequestMonitor monitor;

    NamespaceKeyRoutes(
            ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads,
            NamespaceWrites writes,
            Bodies bodies,
            LimitSettings limits,
            RequestMonitor monitor) {
        this.reads = reads;
        this.writes = writes;
        this.bodies = bodies;
        this.limits = limits;
        this.monitor = monitor;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", KEYS, Needs.READ, this::list).taking("prefix", "cursor", "limit"),
                Route.of("GET", KEY, Needs.READ, this::get),
                Route.of("PUT", KEY, Needs.WRITE, this::put).taking("ttl"),
                Route.of("PATCH", KEY, Needs.WRITE, this::patch),
                Route.of("DELETE", KEY, Needs.WRITE, this::delete));
    }

    private CompletionStage<HttpResponse> list(Request request) {
        ObjectId id = request.object(NamespaceKind.NAME);
        String prefix = request.target().parameter("prefix").orElse("");
        Optional<String> after =
                request.target().parameter("cursor").map(cursor -> PageCursor.name(cursor, NamespaceLimits::isKey));
        int limit = (int) Math.min(MOST, request.number("limit", 1, DEFAULT_LIMIT));
        Negotiation.choose(request, List.of(JSON));
        Revalidation revalidation = Revalidation.of(request);
        return reads.present(id)
                .thenApply(state -> revalidation
                        .notModified(state.version())
                        .orElseGet(() -> Revalidation.fresh(state.version())
                                .withEntity(JsonStream.entity(page(state, prefix, after, limit)))));
    }

    private static Iterator<Json.Body> page(
            ObjectState<NamespaceState> state, String prefix, Optional<String> after, int limit) {
        var page = state.value().keys().entries().page(prefix, after, limit);
        List<Json.Body> parts = new ArrayList<>();
        parts.add(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("items");
        });
        String last = "";
        long weight = 0;
        boolean more = page.more();
        for (Map.Entry<String, Entry> entry : page.entries()) {
            if (weight > PAGE_WEIGHT) {
                more = true;
                break;
            }
            last = entry.getKey();
            weight += entry.getValue().value().weight();
            if (!entry.getValue().isLost()) {
                parts.add(item(entry.getKey(), entry.getValue()));
            }
        }
        Optional<String> next = more ? Optional.of(PageCursor.after(last)) : Optional.empty();
        parts.add(out -> {
            out.writeEndArray();
            if (next.isPresent()) {
                out.writeStringField("next", next.get());
            }
            out.writeEndObject();
        });
        return parts.iterator();
    }

    private static Json.Body item(String key, Entry entry) {
        return out -> {
            out.writeStartObject();
            out.writeStringField("key", key);
            out.writeFieldName("value");
            JsonText.write(out, entry.value());
            out.writeNumberField("version", entry.version());
            out.writeEndObject();
        };
    }

    private CompletionStage<HttpResponse> get(Request request) {
        NamespacePlace place = NamespacePlace.key(request);
        Negotiation.choose(request, List.of(JSON));
        Revalidation revalidation = Revalidation.of(request);
        return reads.present(place.id()).thenApply(state -> {
            monitor.keyRead(place.id(), place.name());
            long version = place.version(state.value()).orElseThrow(NamespaceWrites::nothing);
            JsonValue value = state.value().value(place.name()).orElseThrow(NamespaceWrites::nothing);
            return revalidation
                    .notModified(version)
                    .orElseGet(() ->
                            Revalidation.fresh(version).withEntity(Json.entity(out -> JsonText.write(out, value))));
        });
    }

    private CompletionStage<HttpResponse> put(Request request) {
        NamespacePlace place = NamespacePlace.key(request);
        long seconds = request.number("ttl", 1, 0);
        OptionalLong ttl = seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
        Preconditions.Expected expected = Preconditions.of(request);
        return bodies.json(request, limits.value())
                .thenApply(bytes -> NamespaceBody.value(bytes, limits.value()))
                .thenCompose(value ->
                        writes.put(request, place, expected, new NamespaceChange.Set(place.name(), value, ttl)));
    }

    private CompletionStage<HttpResponse> patch(Request request) {
        NamespacePlace place = NamespacePlace.key(request);
        Preconditions.Expected expected = Preconditions.of(request);
        return bodies.patch(request, limits.message(), NamespaceBody.PATCHES).thenCompose(bytes -> {
            if (Bodies.mediaType(request).equals(NamespaceBody.JSON_PATCH)) {
                var patch = NamespaceBody.jsonPatch(bytes, limits.message());
                return writes.change(request, place, expected, new NamespaceChange.Patch(place.name(), patch));
            }
            JsonValue patch = NamespaceBody.value(bytes, limits.message());
            return writes.put(request, place, expected, new NamespaceChange.Merge(place.name(), patch));
        });
    }

    private CompletionStage<HttpResponse> delete(Request request) {
        NamespacePlace place = NamespacePlace.key(request);
        return writes.remove(request, place, Preconditions.of(request), new NamespaceChange.Delete(place.name()));
    }
}
