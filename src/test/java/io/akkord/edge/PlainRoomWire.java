package io.akkord.edge;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectState;
import io.akkord.protocol.KindWire;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import java.nio.charset.StandardCharsets;

/** Just enough of a wire to tell commits apart. */
final class PlainRoomWire implements KindWire<RoomCommand, RoomEvent, RoomState> {
    @Override
    public String kind() {
        return "rooms";
    }

    @Override
    public String submitType() {
        return "OP";
    }

    @Override
    public String label() {
        return "room";
    }

    @Override
    public String joinType(String requested) {
        return requested;
    }

    @Override
    public RoomCommand readSubmission(JsonParser payload, String joinType) {
        throw new UnsupportedOperationException();
    }

    public byte[] content(RoomCommand command) {
        return new byte[0];
    }

    @Override
    public byte[] writeCommit(Commit<RoomEvent> commit) {
        return ("{\"version\":" + commit.version() + ",\"client\":\"" + commit.client() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void writeSnapshot(ObjectState<RoomState> state, JsonGenerator out) {
        throw new UnsupportedOperationException();
    }
}
