package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.object.Outcome;
import io.akkord.protocol.ContentHash;
import io.akkord.protocol.KindWire;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import io.akkord.settings.LimitSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes to rooms over HTTP. */
final class RoomRoutes {
    private final Submissions objects;
    private final ObjectReads<RoomCommand, RoomEvent, RoomState> reads;
    private final Bodies bodies;
    private final LimitSettings limits;
    private final KindWire<RoomCommand, RoomEvent, RoomState> wire;

    RoomRoutes(
            Submissions objects,
            ObjectReads<RoomCommand, RoomEvent, RoomState> reads,
            Bodies bodies,
            LimitSettings limits,
            KindWire<RoomCommand, RoomEvent, RoomState> wire) {
        this.objects = objects;
        this.reads = reads;
        this.bodies = bodies;
        this.limits = limits;
        this.wire = wire;
    }

    List<Route> routes() {
        return List.of(
                Route.of("PUT", "/v1/rooms/{id}", Needs.WRITE, this::put),
                Route.of("POST", "/v1/rooms/{id}/ops", Needs.WRITE, this::edit));
    }

    private CompletionStage<HttpResponse> put(Request request) {
        ObjectId id = request.object(RoomKind.NAME);
        Preconditions.Expected expected = Preconditions.of(request);
        return bodies.json(request, limits.content())
                .thenApply(bytes -> RoomBody.content(bytes, atMost(limits.content()), limits.document()))
                .thenCompose(body -> expected.version(() -> reads.version(id))
                        .thenCompose(version -> command(id, body, version))
                        .thenCompose(command -> objects.submit(request, id, command))
                        .thenCompose(done -> type(id, body.type(), done).thenApply(type -> written(id, type, done))));
    }

    private CompletionStage<RoomCommand> command(ObjectId id, RoomContent body, long expected) {
        return body.dependsOnRoom()
                ? objects.<RoomState>read(id)
                        .thenApply(state -> body.command(state.value().type(), expected))
                : CompletableFuture.completedFuture(body.command(Optional.empty(), expected));
    }

    /** The type of the room just written: as asked for, else what it began as, else what it is. */
    private CompletionStage<String> type(ObjectId id, Optional<RoomType> asked, Outcome.Committed done) {
        if (asked.isPresent() || done.created()) {
            return CompletableFuture.completedFuture(asked.orElse(RoomType.TEXT).label());
        }
        return objects.<RoomState>read(id)
                .thenApply(state -> state.value().type().orElse(RoomType.TEXT).label());
    }

    private static HttpResponse written(ObjectId id, String type, Outcome.Committed done) {
        return WriteAnswers.written(done, done.created(), "/v1/" + id.path(), out -> {
            out.writeStringField("id", id.name());
            out.writeStringField("type", type);
        });
    }

    private CompletionStage<HttpResponse> edit(Request request) {
        ObjectId id = request.object(RoomKind.NAME);
        Preconditions.refuse(request);
        return bodies.json(request, limits.message())
                .thenApply(bytes -> RoomBody.edit(bytes, limits.message()))
                .thenCompose(body -> submit(request, id, body))
                .thenApply(WriteAnswers::committed);
    }

    private CompletionStage<Outcome.Committed> submit(Request request, ObjectId id, RoomBody.Edit body) {
        RoomCommand command = body.command();
        // As for a message over a socket, so that a submission may be sent again over either.
        long hash = body.seq() == Submission.UNNUMBERED ? 0 : ContentHash.of(wire.content(command), body.version(), "");
        return objects.submit(request, id, body.client(), body.seq(), body.version(), "", hash, command);
    }

    private static int atMost(long limit) {
        return (int) Math.min(limit, Integer.MAX_VALUE - 64);
    }
}
