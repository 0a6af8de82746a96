package io.akkord.scores;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Part;
import io.akkord.object.KindRuntime;
import io.akkord.protocol.Draft;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.KindWire;
import io.akkord.protocol.Terms;
import io.akkord.protocol.WireBuffer;
import io.akkord.protocol.WireRefusal;
import io.akkord.session.SessionKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** {@link ScoreKind} on the wire, as a namespace whose values are numbers: {@code {"changes":[{"key":k,"value":n}]}}; null deletes. */
public final class ScoreWire implements KindWire<ScoreKind.Command, ScoreKind.Event, ScoreKind.Board> {
    /** What a board that nobody stored says instead of a score. */
    public static final long LOST = -1;

    private final String kind;

    /** @param kind the name that boards have */
    public ScoreWire(String kind) {
        this.kind = kind;
    }

    public ScoreWire() {
        this(ScoreKind.NAME);
    }

    /** All that a server needs to serve boards. */
    public static SessionKind<ScoreKind.Command, ScoreKind.Event, ScoreKind.Board> boards() {
        ScoreWire wire = new ScoreWire();
        return new SessionKind<>(new KindRuntime<>(new ScoreKind(), new ScoreCodec(), wire::writeCommit), wire);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String submitType() {
        return STATE_PATCH;
    }

    @Override
    public boolean isSubmittedBy(String messageType) {
        return messageType.equals(STATE_PATCH) || messageType.equals(CONFLICT_RESOLUTION);
    }

    @Override
    public boolean needsBase(String messageType) {
        return messageType.equals(CONFLICT_RESOLUTION);
    }

    @Override
    public boolean hasKeys() {
        return true;
    }

    @Override
    public String label() {
        return "board";
    }

    @Override
    public String joinType(String requested) {
        return "board";
    }

    @Override
    public Draft<ScoreKind.Command> readSubmission(JsonParser payload, String joinType)
            throws IOException, WireRefusal {
        ScoreKind.Command command = null;
        String source = "";
        while (payload.nextToken() != JsonToken.END_OBJECT) {
            String name = payload.currentName();
            payload.nextToken();
            switch (name) {
                case "changes" -> command = new ScoreKind.Command.Put(changes(payload), false, Set.of());
                case "wipe" -> command = new ScoreKind.Command.Wipe();
                case "source" -> source = payload.getText();
                default -> payload.skipChildren();
            }
        }
        if (command == null) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "A board needs payload.changes.");
        }
        return new Draft<>(command, source);
    }

    private static List<ScoreKind.Change> changes(JsonParser payload) throws IOException {
        List<ScoreKind.Change> changes = new ArrayList<>();
        while (payload.nextToken() != JsonToken.END_ARRAY) {
            String key = "";
            OptionalLong score = OptionalLong.empty();
            while (payload.nextToken() != JsonToken.END_OBJECT) {
                String name = payload.currentName();
                JsonToken token = payload.nextToken();
                if (name.equals("key")) {
                    key = payload.getText();
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    score = OptionalLong.of(payload.getLongValue());
                }
            }
            changes.add(new ScoreKind.Change(key, score));
        }
        return changes;
    }

    @Override
    public ScoreKind.Command under(Terms terms, ScoreKind.Command command) throws WireRefusal {
        boolean strict = terms.messageType().equals(CONFLICT_RESOLUTION)
                || terms.strategy().equals("reject");
        if (!strict && !terms.strategy().isEmpty()) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "meta.strategy is none of a board's.");
        }
        return command instanceof ScoreKind.Command.Put put
                ? new ScoreKind.Command.Put(put.changes(), strict, put.changed())
                : command;
    }

    @Override
    public byte[] content(ScoreKind.Command command) {
        return command.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Encoded writeCommit(Commit<ScoreKind.Event> commit) {
        WireBuffer out = new WireBuffer();
        List<Part> parts = new ArrayList<>();
        boolean differs = false;
        out.ascii("{\"version\":").number(commit.version()).ascii(",\"changes\":[");
        if (commit.event() instanceof ScoreKind.Event.Changed changed) {
            differs = changed.differs();
            for (ScoreKind.Change change : changed.changes()) {
                out.ascii(parts.isEmpty() ? "" : ",");
                int from = out.size();
                int value = -1;
                out.ascii("{\"key\":").string(change.name());
                if (change.score().isPresent() && change.score().getAsLong() == LOST) {
                    out.ascii(",\"transient\":true}");
                    value = out.size();
                } else if (change.score().isPresent()) {
                    out.ascii(",\"value\":");
                    value = out.size();
                    out.number(change.score().getAsLong()).ascii("}");
                } else {
                    out.ascii(",\"deleted\":true}");
                }
                parts.add(new Part(change.name(), from, out.size(), value));
            }
        }
        out.ascii("],\"client\":").string(commit.client());
        out.ascii(",\"seq\":").number(commit.seq());
        out.ascii(",\"source\":").string(commit.source()).ascii("}");
        return new Encoded(out.toBytes(), parts, differs);
    }

    @Override
    public void writeSnapshot(ObjectState<ScoreKind.Board> state, String type, Interest interest, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("store");
        for (Map.Entry<String, Long> score : state.value().scores().entrySet()) {
            if (interest.covers(score.getKey())) {
                out.writeNumberField(score.getKey(), score.getValue());
            }
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
