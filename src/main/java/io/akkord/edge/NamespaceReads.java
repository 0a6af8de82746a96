package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.history.Moment;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import io.akkord.protocol.NamespaceSnapshot;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A namespace as it is, or as it was at a version or a time. The tag of an answer is the version it shows. */
final class NamespaceReads {
    private static final String JSON = "application/json";

    private final ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> namespaces;

    NamespaceReads(ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> namespaces) {
        this.namespaces = namespaces;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/v1/namespaces/{id}", Needs.READ, this::get).taking("version", "at"));
    }

    private CompletionStage<HttpResponse> get(Request request) {
        ObjectId id = request.object(NamespaceKind.NAME);
        Optional<Moment> moment = ObjectReads.moment(request);
        Negotiation.choose(request, List.of(JSON));
        Revalidation revalidation = Revalidation.of(request);
        return namespaces
                .at(id, moment)
                .thenApply(state -> revalidation
                        .notModified(state.version())
                        .orElseGet(
                                () -> Revalidation.fresh(state.version()).withEntity(JsonStream.entity(parts(state)))));
    }

    private static Iterator<Json.Body> parts(ObjectState<NamespaceState> state) {
        return NamespaceSnapshot.parts(state)
                .<Json.Body>map(part -> part::write)
                .iterator();
    }
}
