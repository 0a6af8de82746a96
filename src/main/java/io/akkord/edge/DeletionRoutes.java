package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.auth.Level;
import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/** The end of objects of one kind, and with {@code ?purge=true} of what is stored of them. */
final class DeletionRoutes<C> {
    private final String kind;
    private final ObjectReads<C, ?, ?> reads;
    private final Submissions objects;
    private final LongFunction<C> deletion;

    /** @param deletion the command that deletes what has the version, or is one of the constants, of {@link Preconditions} */
    DeletionRoutes(String kind, ObjectReads<C, ?, ?> reads, Submissions objects, LongFunction<C> deletion) {
        this.kind = kind;
        this.reads = reads;
        this.objects = objects;
        this.deletion = deletion;
    }

    List<Route> routes() {
        return List.of(Route.of("DELETE", "/v1/" + kind + "/{id}", Needs.WRITE, this::delete)
                .taking("purge"));
    }

    private CompletionStage<HttpResponse> delete(Request request) {
        ObjectId id = request.object(kind);
        boolean purge = purges(request);
        if (purge) {
            request.require(Level.ADMIN);
        }
        return Preconditions.of(request)
                .version(() -> reads.version(id))
                .thenApply(deletion::apply)
                .thenCompose(
                        command -> purge ? objects.purge(request, id, command) : objects.submit(request, id, command))
                .thenApply(WriteAnswers::committed);
    }

    private static boolean purges(Request request) {
        String purge = request.target().parameter("purge").orElse("false");
        if (!purge.equals("true") && !purge.equals("false")) {
            throw Problem.badMessage("The parameter purge is true or false.");
        }
        return purge.equals("true");
    }
}
