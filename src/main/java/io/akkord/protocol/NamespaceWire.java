package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Submission;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces on the wire. A submission is {@code {"changes": […], "source": …}}; a {@code CONFLICT_RESOLUTION} is one that is refused
 * again where others went on changing its keys.
 */
public final class NamespaceWire implements KindWire<NamespaceCommand, NamespaceEvent, NamespaceState> {
    /** Characters of a source. */
    public static final int MAX_SOURCE = 256;

    private static final JsonFactory JSON = JsonText.factory(JsonLimits.DEFAULT);

    @Override
    public String kind() {
        return NamespaceKind.NAME;
    }

    @Override
    public String submitType() {
        return STATE_PATCH;
    }

    @Override
    public boolean isSubmittedBy(String messageType) {
        return messageType.equals(STATE_PATCH) || messageType.equals(CONFLICT_RESOLUTION);
    }

    /** A {@code STATE_PATCH} without one knows no conflicts. */
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
        return "namespace";
    }

    /** There is only one. */
    @Override
    public String joinType(String requested) throws WireRefusal {
        if (!requested.isEmpty()) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "A namespace has no payload.type.");
        }
        return "";
    }

    @Override
    public Draft<NamespaceCommand> readSubmission(JsonParser payload, String joinType) throws IOException, WireRefusal {
        NamespaceCommand command = null;
        String source = "";
        while (payload.nextToken() != JsonToken.END_OBJECT) {
            String name = payload.currentName();
            payload.nextToken();
            if (name.equals("changes")) {
                command = ChangeForm.read(JsonText.parse(payload), Strategy.REPLACE);
            } else if (name.equals("source")) {
                source = source(JsonText.parse(payload));
            } else {
                payload.skipChildren();
            }
        }
        if (command == null) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "A change of a namespace needs payload.changes.");
        }
        return new Draft<>(command, source);
    }

    /** What was given as the source of a submission; nothing, JSON's null and an empty text are all none. */
    public static String source(@Nullable JsonValue json) throws WireRefusal {
        if (json == null || json instanceof JsonNull) {
            return "";
        }
        if (json instanceof JsonString text && text.value().length() <= MAX_SOURCE) {
            return text.value();
        }
        throw new WireRefusal(
                ErrorCode.BAD_MESSAGE, "source must be a string of at most " + MAX_SOURCE + " characters.");
    }

    @Override
    public NamespaceCommand under(Terms terms, NamespaceCommand command) throws WireRefusal {
        Strategy strategy =
                terms.messageType().equals(CONFLICT_RESOLUTION) ? Strategy.REJECT : strategy(terms.strategy());
        if (strategy == Strategy.REJECT && terms.base() == Submission.HEAD) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "The strategy reject needs meta.version.");
        }
        return command instanceof NamespaceCommand.Change change
                ? NamespaceCommand.Change.of(change.changes(), strategy)
                : command;
    }

    /** The strategy of that name; the first one where there is no name. */
    public static Strategy strategy(String label) throws WireRefusal {
        if (label.isEmpty()) {
            return Strategy.REPLACE;
        }
        return Strategy.of(label)
                .orElseThrow(
                        () -> new WireRefusal(ErrorCode.BAD_MESSAGE, "The strategy must be replace, merge or reject."));
    }

    @Override
    public byte[] content(NamespaceCommand command) {
        WireBuffer out = new WireBuffer();
        if (command instanceof NamespaceCommand.Changing changing) {
            try (JsonGenerator generator = JSON.createGenerator(out.stream())) {
                ChangeForm.write(generator, changing.changes());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        } else if (command instanceof NamespaceCommand.Malformed malformed) {
            out.string(malformed.message());
        }
        return out.toBytes();
    }

    @Override
    public Encoded writeCommit(Commit<NamespaceEvent> commit) {
        return new EffectWriter(commit, null).write();
    }

    /** As it stands in histories: each change with {@code previousValue}, where there was one that is known. */
    public Encoded writeCommit(Commit<NamespaceEvent> commit, NamespaceState before) {
        return new EffectWriter(commit, before).write();
    }

    @Override
    public void writeSnapshot(ObjectState<NamespaceState> state, String type, Interest interest, JsonGenerator out)
            throws IOException {
        NamespaceSnapshot.write(state, interest, out);
    }
}
