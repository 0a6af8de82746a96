package io.akkord.edge;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import io.akkord.history.Moment;
import io.akkord.history.PastState;
import io.akkord.history.PastStates;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.RoomWire;
import io.akkord.protocol.WireTime;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A room as it is, or as it was at a version or a time; as bare text too, but for one of JSON. The tag of an answer is the version it
 * shows.
 */
final class RoomReads {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final Submissions objects;
    private final PastStates<RoomCommand, RoomEvent, RoomState> past;
    private final Duration within;

    /** @param within time to read the past */
    RoomReads(Submissions objects, PastStates<RoomCommand, RoomEvent, RoomState> past, Duration within) {
        this.objects = objects;
        this.past = past;
        this.within = within;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/rooms/{id}", this::get).taking("version", "at"));
    }

    private CompletionStage<HttpResponse> get(Request request) {
        ObjectId id = request.object(RoomKind.NAME);
        Optional<Moment> moment = moment(request);
        String mediaType = Negotiation.choose(request, List.of(JSON, TEXT));
        Revalidation revalidation = Revalidation.of(request);
        CompletionStage<ObjectState<RoomState>> present = objects.read(id);
        CompletionStage<ObjectState<RoomState>> shown =
                moment.isPresent() ? present.thenCompose(head -> at(id, moment.get(), head)) : present;
        return shown.thenApply(state -> {
            if (state.value() instanceof RoomState.Absent) {
                throw nothing();
            }
            boolean bare = mediaType.equals(TEXT) && !(state.value() instanceof RoomState.Json);
            if (!bare) {
                Negotiation.choose(request, List.of(JSON));
            }
            return revalidation
                    .notModified(state.version())
                    .orElseGet(
                            () -> Revalidation.fresh(state.version()).withEntity(bare ? text(state) : json(id, state)));
        });
    }

    private static Optional<Moment> moment(Request request) {
        Optional<Moment> version = request.target().parameter("version").isPresent()
                ? Optional.of(new Moment.Version(request.number("version", 0, 0)))
                : Optional.empty();
        Optional<Moment> at = request.time("at").map(Moment.Time::new);
        if (version.isPresent() && at.isPresent()) {
            throw Problem.badMessage("A read takes version or at, not both.");
        }
        return version.or(() -> at);
    }

    private CompletionStage<ObjectState<RoomState>> at(ObjectId id, Moment moment, ObjectState<RoomState> head) {
        return past.at(id, moment, head)
                .toCompletableFuture()
                .copy()
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    throw Problem.of(ErrorCode.UNAVAILABLE, "The journal cannot be read now.");
                })
                .thenApply(found -> {
                    if (found instanceof PastState.Known<RoomState> known) {
                        return known.state();
                    }
                    throw absent(found);
                });
    }

    private static Problem absent(PastState<RoomState> found) {
        if (found instanceof PastState.Busy) {
            return Problem.of(ErrorCode.OVERLOADED, "Too many read the past at the moment.");
        }
        return found instanceof PastState.Gone
                ? Problem.of(ErrorCode.GONE, "That far back the room is no longer kept.")
                : nothing();
    }

    private static Problem nothing() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no such room.");
    }

    private static HttpEntity.Strict text(ObjectState<RoomState> state) {
        return HttpEntities.create(
                ContentTypes.TEXT_PLAIN_UTF8, state.value().text().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpEntity.Strict json(ObjectId id, ObjectState<RoomState> state) {
        RoomState room = state.value();
        return Json.entity(out -> {
            out.writeStartObject();
            out.writeStringField("id", id.name());
            String type = room.type().orElseThrow().label();
            out.writeStringField("type", type);
            out.writeNumberField("version", state.version());
            RoomWire.writeContent(room, type, out);
            out.writeStringField("createdAt", WireTime.format(room.createdAt()));
            out.writeStringField("updatedAt", WireTime.format(state.timestamp()));
            out.writeEndObject();
        });
    }
}
