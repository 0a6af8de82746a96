package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.kind.ObjectId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one frame. Never throws and never takes in more than its limits: a frame that is not JSON, is nested deeper than
 * {@link io.akkord.json.JsonValue#MAX_DEPTH}, repeats a name, or goes on after its value, is one {@link Inbound.Refused}; a message that
 * is wrong in itself is one among its neighbours. Sentences are fixed and repeat no input. Thread-safe.
 *
 * <p>A frame is read in one pass by a parser that itself keeps to the limits of single values. Where it meets something beyond them, the
 * frame is read again by one that can pass over it.
 */
public final class FrameReader {
    static final String BAD_TEXT = JsonFault.Reason.BAD_TEXT.sentence();

    /** Objects and arrays that lie around values in patches and lists of changes. */
    private static final int AROUND = 5;

    private static final String NOT_A_MESSAGE =
            "A frame holds a message, which is a JSON object, or an array of messages.";

    private final Map<String, KindWire<?, ?, ?>> kinds;
    private final JsonFactory factory;
    private final JsonFactory tolerant;

    /**
     * @param messageBytes the limit of one frame
     */
    public FrameReader(Collection<KindWire<?, ?, ?>> kinds, int messageBytes) {
        Map<String, KindWire<?, ?, ?>> byName = new HashMap<>();
        kinds.forEach(kind -> byName.put(kind.kind(), kind));
        this.kinds = Map.copyOf(byName);
        JsonLimits defaults = JsonLimits.DEFAULT;
        this.factory = JsonText.factory(new JsonLimits(
                defaults.depth(), defaults.numberDigits(), messageBytes, defaults.nameLength(), messageBytes));
        this.tolerant = JsonText.tolerantFactory(new JsonLimits(
                defaults.depth() + AROUND, defaults.numberDigits(), messageBytes, defaults.nameLength(), messageBytes));
    }

    /**
     * @param tenant the space of the sender's objects
     * @param joined what {@link KindWire#joinType} said of an object that the sender has joined; empty for others
     */
    public List<Inbound> read(byte[] utf8, String tenant, Function<ObjectId, Optional<String>> joined) {
        try {
            return read(factory, utf8, tenant, joined);
        } catch (JsonFault fault) {
            return fault.reason().isLimitOfValues()
                    ? readTolerantly(utf8, tenant, joined)
                    : List.of(refused(fault.reason()));
        }
    }

    private List<Inbound> readTolerantly(byte[] utf8, String tenant, Function<ObjectId, Optional<String>> joined) {
        try {
            return read(tolerant, utf8, tenant, joined);
        } catch (JsonFault refused) {
            return List.of(refused(refused.reason()));
        }
    }

    private List<Inbound> read(
            JsonFactory factory, byte[] utf8, String tenant, Function<ObjectId, Optional<String>> joined) {
        List<Inbound> messages = new ArrayList<>(2);
        JoinsSoFar joins = new JoinsSoFar(joined);
        try (JsonParser parser = factory.createParser(utf8)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    messages.add(message(factory, parser, utf8, tenant, joins));
                }
            } else if (token != null) {
                messages.add(message(factory, parser, utf8, tenant, joins));
            }
            if (token == null || parser.nextToken() != null) {
                throw new JsonFault(JsonFault.Reason.MALFORMED);
            }
            return messages;
        } catch (IOException refused) {
            throw JsonFault.of(refused);
        }
    }

    private Inbound message(JsonFactory factory, JsonParser parser, byte[] utf8, String tenant, JoinsSoFar joins)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            new Fields(parser, utf8).skip();
            return refused(ErrorCode.BAD_MESSAGE, NOT_A_MESSAGE);
        }
        Inbound message = new MessageReader(kinds, factory, parser, utf8, tenant, joins).read();
        joins.saw(message);
        return message;
    }

    private static Inbound refused(JsonFault.Reason reason) {
        return refused(
                reason == JsonFault.Reason.TOO_LARGE ? ErrorCode.TOO_LARGE : ErrorCode.BAD_MESSAGE, reason.sentence());
    }

    private static Inbound refused(ErrorCode code, String sentence) {
        return new Inbound.Refused(Optional.empty(), OptionalLong.empty(), code, sentence);
    }

    /** How objects were joined, by the session or by an earlier message of the frame. */
    static final class JoinsSoFar implements Function<ObjectId, Optional<String>> {
        private final Function<ObjectId, Optional<String>> before;
        private @Nullable Map<ObjectId, String> here;

        JoinsSoFar(Function<ObjectId, Optional<String>> before) {
            this.before = before;
        }

        void saw(Inbound message) {
            if (message instanceof Inbound.Join join) {
                if (here == null) {
                    here = new HashMap<>();
                }
                here.put(join.id(), join.type());
            }
        }

        @Override
        public Optional<String> apply(ObjectId id) {
            String type = here == null ? null : here.get(id);
            return type == null ? before.apply(id) : Optional.of(type);
        }
    }
}
