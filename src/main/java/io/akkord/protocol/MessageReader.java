package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message. Its fields may come in any order: a payload that stands before the type or object it depends on is kept as
 * bytes and read at the end.
 */
final class MessageReader {
    private static final byte[] NOTHING = {};
    private static final String SINCE = "payload.since must be a whole number from 0.";

    private final Map<String, KindWire<?, ?, ?>> kinds;
    private final JsonFactory factory;
    private final JsonParser outer;
    private final Fields fields;
    private final String tenant;
    private final Function<ObjectId, Optional<String>> joined;

    private @Nullable String type;
    private @Nullable ObjectId object;
    private boolean objectSeen;
    private byte @Nullable [] unread;
    private boolean payloadSeen;
    private long version = Inbound.NO_VERSION;
    private long seq;
    private String strategy = "";
    private final SubmissionReader submission = new SubmissionReader();

    // What payloads hold, of all types.
    private @Nullable String client;
    private @Nullable String token;
    private long protocol;
    private long since = Inbound.NOTHING;
    private String origin = "";
    private boolean snapshot;
    private String requestedType = "";
    private byte[] data = NOTHING;
    private @Nullable List<String> keys;
    private @Nullable List<String> patterns;
    private @Nullable String events;

    MessageReader(
            Map<String, KindWire<?, ?, ?>> kinds,
            JsonFactory factory,
            JsonParser parser,
            byte[] utf8,
            String tenant,
            Function<ObjectId, Optional<String>> joined) {
        this.kinds = kinds;
        this.factory = factory;
        this.outer = parser;
        this.fields = new Fields(parser, utf8);
        this.tenant = tenant;
        this.joined = joined;
    }

    /** From START_OBJECT to the END_OBJECT that belongs to it. */
    Inbound read() throws IOException {
        while (outer.nextToken() != JsonToken.END_OBJECT) {
            String name = outer.currentName();
            outer.nextToken();
            switch (name) {
                case "type" -> type = fields.string("type must be a string.");
                case "object" -> object();
                case "payload" -> payload();
                case "meta" -> meta();
                default -> fields.skipField(name);
            }
        }
        if (unread != null && type != null && fields.complaint() == null) {
            try (JsonParser again = factory.createParser(unread)) {
                again.nextToken();
                readPayload(again, new Fields(again, unread), type);
            }
        }
        return result();
    }

    private void object() throws IOException {
        String path = fields.string("object must be a string.");
        objectSeen = true;
        int slash = path == null ? -1 : path.indexOf('/');
        if (path == null || slash < 0) {
            return;
        }
        String kind = path.substring(0, slash);
        String name = path.substring(slash + 1);
        if (kinds.containsKey(kind) && Names.isObjectName(name)) {
            object = new ObjectId(kind, tenant, name);
        }
    }

    private void payload() throws IOException {
        if (outer.currentToken() == JsonToken.VALUE_NULL && !"PING".equals(type)) {
            return;
        }
        payloadSeen = true;
        if (type == null || (object == null && SubmissionReader.isSubmission(type))) {
            unread = fields.rawUnread();
        } else {
            readPayload(outer, fields, type);
        }
    }

    private void readPayload(JsonParser parser, Fields in, String type) throws IOException {
        if (type.equals("PING")) {
            data = in.raw();
        } else if (parser.currentToken() != JsonToken.START_OBJECT) {
            in.complain("payload must be an object.");
            in.skip();
        } else if (SubmissionReader.isSubmission(type)) {
            readSubmission(parser, in, type);
        } else {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                readField(in, type, name);
            }
        }
        String complaint = in.complaint();
        if (complaint != null) {
            fields.complain(complaint);
        }
    }

    private void readField(Fields in, String type, String name) throws IOException {
        switch (type + '.' + name) {
            case "HELLO.client" -> client = in.string("payload.client must be a string.");
            case "HELLO.token" -> token = in.string("payload.token must be a string.");
            case "HELLO.protocol" -> protocol = in.number(0, 0, "payload.protocol must be a whole number.");
            case "JOIN.since", "SYNC_REQUEST.since" -> since = in.number(0, Inbound.NOTHING, SINCE);
            case "JOIN.origin" -> origin = orEmpty(in.string("payload.origin must be a string."));
            case "JOIN.snapshot", "SYNC_REQUEST.snapshot" ->
                snapshot = in.truth("payload.snapshot must be true or false.");
            case "JOIN.type" -> requestedType = orEmpty(in.string("payload.type must be a string."));
            case "JOIN.keys" -> keys = in.strings(InterestReader.KEYS);
            case "JOIN.patterns" -> patterns = in.strings(InterestReader.PATTERNS);
            case "JOIN.events" -> events = in.string(InterestReader.EVENTS);
            case "JOIN.presence", "PRESENCE.data", "BROADCAST.data" -> data = in.raw();
            default -> in.skipField(name);
        }
    }

    private void readSubmission(JsonParser parser, Fields in, String type) throws IOException {
        KindWire<?, ?, ?> kind = object == null ? null : kinds.get(object.kind());
        String joinType =
                kind == null || object == null ? null : joined.apply(object).orElse(null);
        if (kind == null || joinType == null || !kind.isSubmittedBy(type)) {
            parser.skipChildren();
            return;
        }
        submission.read(kind, joinType, parser);
    }

    private void meta() throws IOException {
        if (outer.currentToken() != JsonToken.START_OBJECT) {
            if (outer.currentToken() != JsonToken.VALUE_NULL) {
                fields.complain("meta must be an object.");
                fields.skip();
            }
            return;
        }
        while (outer.nextToken() != JsonToken.END_OBJECT) {
            String name = outer.currentName();
            outer.nextToken();
            switch (name) {
                case "version" ->
                    version = fields.number(0, Inbound.NO_VERSION, "meta.version must be a whole number from 0.");
                case "seq" -> seq = fields.number(1, 0, "meta.seq must be a whole number from 1.");
                case "strategy" -> strategy = orEmpty(fields.string("meta.strategy must be a string."));
                default -> fields.skipField(name);
            }
        }
    }

    private Inbound result() {
        String complaint = fields.complaint();
        if (complaint != null) {
            return bad(complaint);
        }
        if (type == null) {
            return bad("A message has a type.");
        }
        return switch (type) {
            case "HELLO" -> hello();
            case "PING" -> new Inbound.Ping(data);
            case "JOIN", "SYNC_REQUEST", "PRESENCE", "BROADCAST", "LEAVE" -> aboutObject(type);
            default ->
                SubmissionReader.isSubmission(type) ? aboutObject(type) : bad("The type is not one a client can send.");
        };
    }

    private Inbound hello() {
        if (protocol == 0) {
            return bad("HELLO needs payload.protocol.");
        }
        if (protocol != 1) {
            return refused(ErrorCode.UNSUPPORTED, "This server speaks protocol 1.");
        }
        if (client != null && !Names.isOutsideClient(client)) {
            return bad(
                    "payload.client must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen, not beginning with an underscore.");
        }
        return new Inbound.Hello(Optional.ofNullable(client), Optional.ofNullable(token));
    }

    private Inbound aboutObject(String type) {
        if (object == null) {
            return bad(
                    objectSeen
                            ? "object must name a kind and, after a slash, an id of 1 to 128 of A-Z, a-z, 0-9, dot, underscore and hyphen, not beginning with a dot."
                            : "This type of message needs an object.");
        }
        KindWire<?, ?, ?> kind = java.util.Objects.requireNonNull(kinds.get(object.kind()));
        return switch (type) {
            case "JOIN" -> join(object, kind);
            case "SYNC_REQUEST" ->
                since == Inbound.NOTHING && !snapshot
                        ? bad("SYNC_REQUEST needs payload.since.")
                        : new Inbound.Sync(object, since, snapshot);
            case "PRESENCE" ->
                data.length == 0
                        ? bad("PRESENCE needs payload.data.")
                        : new Inbound.Presence(object, nullIsEmpty(data), version);
            case "BROADCAST" ->
                data.length == 0 ? bad("BROADCAST needs payload.data.") : new Inbound.Broadcast(object, data);
            case "LEAVE" -> new Inbound.Leave(object);
            default -> submit(object, kind, type);
        };
    }

    private Inbound join(ObjectId id, KindWire<?, ?, ?> kind) {
        if (!kind.hasKeys() && (keys != null || patterns != null || events != null)) {
            return bad("Objects of that kind have no keys to choose from.");
        }
        if (events != null && !events.equals("entity")) {
            return bad(InterestReader.EVENTS);
        }
        try {
            return new Inbound.Join(
                    id,
                    since,
                    origin,
                    snapshot,
                    requestedType,
                    kind.joinType(requestedType),
                    nullIsEmpty(data),
                    version,
                    InterestReader.of(keys, patterns),
                    events != null);
        } catch (WireRefusal refused) {
            return refused(refused.code(), refused.sentence());
        }
    }

    private Inbound submit(ObjectId id, KindWire<?, ?, ?> kind, String type) {
        try {
            return submission.submission(id, kind, payloadSeen, new Terms(type, version, strategy), seq);
        } catch (WireRefusal refused) {
            return refused(refused.code(), refused.sentence());
        }
    }

    private Inbound bad(String sentence) {
        return refused(ErrorCode.BAD_MESSAGE, sentence);
    }

    private Inbound refused(ErrorCode code, String sentence) {
        return new Inbound.Refused(
                Optional.ofNullable(object), seq == 0 ? OptionalLong.empty() : OptionalLong.of(seq), code, sentence);
    }

    private static byte[] nullIsEmpty(byte[] json) {
        return json.length == 4 && json[0] == 'n' ? NOTHING : json;
    }

    private static String orEmpty(@Nullable String s) {
        return s == null ? "" : s;
    }
}
