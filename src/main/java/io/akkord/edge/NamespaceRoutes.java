package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.json.JsonObject;
import io.akkord.kind.ObjectId;
import io.akkord.namespace.Condition;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import io.akkord.settings.LimitSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Writes of whole namespaces: snapshots, batches and submissions. */
final class NamespaceRoutes {
    private static final String NAMESPACE = "/v1/namespaces/{id}";

    private final Submissions objects;
    private final ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads;
    private final NamespaceWrites writes;
    private final Bodies bodies;
    private final LimitSettings limits;

    NamespaceRoutes(
            Submissions objects,
            ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads,
            NamespaceWrites writes,
            Bodies bodies,
            LimitSettings limits) {
        this.objects = objects;
        this.reads = reads;
        this.writes = writes;
        this.bodies = bodies;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.of("PUT", NAMESPACE, Needs.WRITE, this::put).taking("mode"),
                Route.of("PATCH", NAMESPACE, Needs.WRITE, this::patch),
                Route.of("POST", NAMESPACE + "/changes", Needs.WRITE, this::submit));
    }

    private CompletionStage<HttpResponse> put(Request request) {
        ObjectId id = request.object(NamespaceKind.NAME);
        boolean replace = replaces(request);
        Preconditions.Expected expected = Preconditions.of(request);
        return bodies.json(request, limits.content())
                .thenApply(bytes -> store(bytes))
                .thenCompose(
                        store -> write(request, id, expected, List.of(new NamespaceChange.Restore(store, replace))));
    }

    private static boolean replaces(Request request) {
        String mode = request.target().parameter("mode").orElse("replace");
        if (!mode.equals("replace") && !mode.equals("merge")) {
            throw Problem.badMessage("The parameter mode is replace or merge.");
        }
        return mode.equals("replace");
    }

    private CompletionStage<HttpResponse> patch(Request request) {
        ObjectId id = request.object(NamespaceKind.NAME);
        Preconditions.Expected expected = Preconditions.of(request);
        return bodies.patch(request, limits.content(), List.of(NamespaceBody.MERGE_PATCH))
                .thenApply(bytes -> NamespaceBody.mergePatch(store(bytes)))
                .thenCompose(changes -> write(request, id, expected, changes));
    }

    private JsonObject store(byte[] bytes) {
        return NamespaceBody.store(bytes, (int) Math.min(limits.content(), Integer.MAX_VALUE - 64), limits.value());
    }

    private CompletionStage<HttpResponse> write(
            Request request, ObjectId id, Preconditions.Expected expected, List<NamespaceChange> changes) {
        return expected.version(() -> reads.version(id))
                .thenCompose(version -> writes.submit(request, id, changes, Condition.onNamespace(version)))
                .thenApply(done -> WriteAnswers.written(
                        done, done.created(), "/v1/" + id.path(), out -> out.writeStringField("id", id.name())));
    }

    private CompletionStage<HttpResponse> submit(Request request) {
        ObjectId id = request.object(NamespaceKind.NAME);
        Preconditions.refuse(request);
        return bodies.json(request, limits.message())
                .thenApply(bytes -> NamespaceSubmission.read(bytes, limits.message()))
                .thenCompose(body -> objects.submit(
                        request,
                        id,
                        body.client(),
                        body.seq(),
                        body.base(),
                        body.source(),
                        body.hash(),
                        body.command()))
                .thenApply(WriteAnswers::committed);
    }
}
