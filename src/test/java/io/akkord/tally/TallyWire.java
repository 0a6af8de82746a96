package io.akkord.tally;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectState;
import io.akkord.protocol.Draft;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.KindWire;
import io.akkord.protocol.WireRefusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@link TallyKind} on the wire: {@code {"add": n}}. */
public final class TallyWire implements KindWire<TallyKind.Command, TallyKind.Event, TallyKind.Tally> {
    @Override
    public String kind() {
        return TallyKind.NAME;
    }

    @Override
    public String submitType() {
        return "OP";
    }

    @Override
    public String label() {
        return "tally";
    }

    @Override
    public String joinType(String requested) {
        return "tally";
    }

    @Override
    public Draft<TallyKind.Command> readSubmission(JsonParser payload, String joinType)
            throws IOException, WireRefusal {
        TallyKind.Command command = null;
        while (payload.nextToken() != JsonToken.END_OBJECT) {
            String name = payload.currentName();
            payload.nextToken();
            if (name.equals("add")) {
                command = new TallyKind.Command.Add(payload.getLongValue(), 0);
            } else {
                payload.skipChildren();
            }
        }
        if (command == null) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "A tally needs payload.add.");
        }
        return Draft.of(command);
    }

    @Override
    public byte[] content(TallyKind.Command command) {
        return command.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Encoded writeCommit(Commit<TallyKind.Event> commit) {
        long amount = commit.event() instanceof TallyKind.Event.Added added ? added.amount() : 0;
        return Encoded.whole(
                ("{\"version\":" + commit.version() + ",\"add\":" + amount + ",\"client\":\"" + commit.client() + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writeSnapshot(ObjectState<TallyKind.Tally> state, String type, Interest interest, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeNumberField("sum", state.value().sum());
        out.writeEndObject();
    }
}
