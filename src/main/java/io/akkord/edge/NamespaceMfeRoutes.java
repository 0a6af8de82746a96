package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.kind.ObjectId;
import io.akkord.namespace.Mfe;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import io.akkord.settings.LimitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The registry of MFEs of a namespace. The tag of an MFE is the version that registered it. */
final class NamespaceMfeRoutes {
    private static final String MFES = "/v1/namespaces/{id}/mfes";
    private static final String MFE = MFES + "/{mfe}";
    private static final String JSON = "application/json";

    private final ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads;
    private final NamespaceWrites writes;
    private final Bodies bodies;
    private final LimitSettings limits;

    NamespaceMfeRoutes(
            ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads,
            NamespaceWrites writes,
            Bodies bodies,
            LimitSettings limits) {
        this.reads = reads;
        this.writes = writes;
        this.bodies = bodies;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", MFES, Needs.READ, this::list),
                Route.of("GET", MFE, Needs.READ, this::get),
                Route.of("PUT", MFE, Needs.WRITE, this::put),
                Route.of("DELETE", MFE, Needs.WRITE, this::delete));
    }

    private CompletionStage<HttpResponse> list(Request request) {
        ObjectId id = request.object(NamespaceKind.NAME);
        Negotiation.choose(request, List.of(JSON));
        Revalidation revalidation = Revalidation.of(request);
        return reads.present(id)
                .thenApply(state -> revalidation
                        .notModified(state.version())
                        .orElseGet(() -> Revalidation.fresh(state.version())
                                .withEntity(
                                        JsonStream.entity(items(state.value()).iterator()))));
    }

    private static List<Json.Body> items(NamespaceState state) {
        List<Json.Body> parts = new ArrayList<>();
        parts.add(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("items");
        });
        for (Mfe mfe : state.mfes().entries().entries().values()) {
            parts.add(out -> JsonText.write(out, mfe.value()));
        }
        parts.add(out -> {
            out.writeEndArray();
            out.writeEndObject();
        });
        return parts;
    }

    private CompletionStage<HttpResponse> get(Request request) {
        NamespacePlace place = NamespacePlace.mfe(request);
        Negotiation.choose(request, List.of(JSON));
        Revalidation revalidation = Revalidation.of(request);
        return reads.present(place.id()).thenApply(state -> {
            Mfe mfe = state.value().mfes().get(place.name());
            if (mfe == null) {
                throw NamespaceWrites.nothing();
            }
            return revalidation
                    .notModified(mfe.version())
                    .orElseGet(() -> Revalidation.fresh(mfe.version())
                            .withEntity(Json.entity(out -> JsonText.write(out, mfe.value()))));
        });
    }

    private CompletionStage<HttpResponse> put(Request request) {
        NamespacePlace place = NamespacePlace.mfe(request);
        Preconditions.Expected expected = Preconditions.of(request);
        return bodies.json(request, limits.value())
                .thenApply(bytes -> mfe(place.name(), NamespaceBody.object(bytes, limits.value())))
                .thenCompose(mfe -> writes.put(request, place, expected, new NamespaceChange.Register(mfe, false)));
    }

    private static JsonObject mfe(String id, JsonObject body) {
        JsonString name = new JsonString(id);
        if (body.get("id") != null && !name.equals(body.get("id"))) {
            throw Problem.badMessage("The id in the body is another one than in the path.");
        }
        if (JsonBoolean.TRUE.equals(body.get("ephemeral"))) {
            throw Problem.badMessage("An ephemeral MFE goes with the client that registers it, by POST to changes.");
        }
        return body.with("id", name);
    }

    private CompletionStage<HttpResponse> delete(Request request) {
        NamespacePlace place = NamespacePlace.mfe(request);
        return writes.remove(request, place, Preconditions.of(request), new NamespaceChange.Unregister(place.name()));
    }
}
