package io.akkord.edge;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import io.akkord.history.Moment;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.protocol.RoomWire;
import io.akkord.protocol.WireTime;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A room as it is, or as it was at a version or a time; as bare text too, but for one of JSON. The tag of an answer is the version it
 * shows.
 */
final class RoomReads {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final ObjectReads<RoomCommand, RoomEvent, RoomState> rooms;

    RoomReads(ObjectReads<RoomCommand, RoomEvent, RoomState> rooms) {
        this.rooms = rooms;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/rooms/{id}", Needs.READ, this::get).taking("version", "at"));
    }

    private CompletionStage<HttpResponse> get(Request request) {
        ObjectId id = request.object(RoomKind.NAME);
        Optional<Moment> moment = ObjectReads.moment(request);
        String mediaType = Negotiation.choose(request, List.of(JSON, TEXT));
        Revalidation revalidation = Revalidation.of(request);
        return rooms.at(id, moment).thenApply(state -> {
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
