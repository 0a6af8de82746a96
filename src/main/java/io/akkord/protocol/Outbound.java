package io.akkord.protocol;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the server says on a socket; each knows how it looks as JSON. Object names are the clients' ({@code rooms/notes}). */
public sealed interface Outbound
        permits Outbound.Welcome,
                Outbound.Entered,
                Outbound.Ack,
                Outbound.Commits,
                Outbound.Presence,
                Outbound.Broadcast,
                Outbound.Left,
                Outbound.Pong,
                Outbound.Error,
                Outbound.Goodbye,
                StateMessage {
    void write(WireBuffer out);

    default byte[] toBytes() {
        WireBuffer out = new WireBuffer();
        write(out);
        return out.toBytes();
    }

    /** What {@code WELCOME.limits} tells. */
    record Limits(
            long message,
            long value,
            long document,
            long objects,
            long presence,
            long broadcast,
            long rate,
            long clients) {}

    record Welcome(String client, String session, Limits limits) implements Outbound {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"WELCOME\",\"payload\":{\"client\":").string(client);
            out.ascii(",\"session\":").string(session);
            out.ascii(",\"protocol\":1,\"limits\":{\"message\":").number(limits.message);
            out.ascii(",\"value\":").number(limits.value);
            out.ascii(",\"document\":").number(limits.document);
            out.ascii(",\"objects\":").number(limits.objects);
            out.ascii(",\"presence\":").number(limits.presence);
            out.ascii(",\"broadcast\":").number(limits.broadcast);
            out.ascii(",\"rate\":").number(limits.rate);
            out.ascii(",\"clients\":").number(limits.clients).ascii("}}}");
        }
    }

    /** How far an object is known: a snapshot at a version, or the commits that lead to it. */
    sealed interface Content {
        /** {@code json} is a JSON value in UTF-8. */
        record Snapshot(byte[] json) implements Content {}

        /** Each a JSON object in UTF-8. */
        record Commits(List<byte[]> json) implements Content {}
    }

    /**
     * The answer to {@code JOIN} ({@code JOINED}) and to {@code SYNC_REQUEST} ({@code SYNC}).
     *
     * @param version what {@code content} reaches
     * @param head where the object stands
     * @param seq the client's highest committed seq, 0 for none
     * @param presence by client, JSON in UTF-8
     */
    record Entered(
            boolean joined,
            String object,
            String kind,
            String type,
            String access,
            String origin,
            long version,
            long head,
            Content content,
            boolean reset,
            long seq,
            Map<String, byte[]> presence)
            implements Outbound {
        @Override
        public void write(WireBuffer out) {
            before(out);
            if (content instanceof Content.Snapshot snapshot) {
                out.raw(snapshot.json);
            } else if (content instanceof Content.Commits commits) {
                out.list(commits.json);
            }
            after(out);
        }

        /** What stands before the value of the content, so that one that is shared need not be copied. */
        public void before(WireBuffer out) {
            out.ascii(joined ? "{\"type\":\"JOINED\",\"object\":" : "{\"type\":\"SYNC\",\"object\":")
                    .string(object);
            out.ascii(",\"payload\":{\"kind\":").string(kind);
            out.ascii(",\"type\":").string(type);
            out.ascii(",\"access\":").string(access);
            out.ascii(",\"origin\":").string(origin);
            out.ascii(",\"version\":").number(version);
            out.ascii(",\"head\":").number(head);
            out.ascii(content instanceof Content.Snapshot ? ",\"snapshot\":" : ",\"commits\":");
        }

        /** What stands behind it. */
        public void after(WireBuffer out) {
            if (reset) {
                out.ascii(",\"reset\":true");
            }
            out.ascii(",\"seq\":").number(seq).ascii(",\"presence\":{");
            String comma = "";
            for (Map.Entry<String, byte[]> one : presence.entrySet()) {
                out.ascii(comma).string(one.getKey()).ascii(":").raw(one.getValue());
                comma = ",";
            }
            out.ascii("}}}");
        }
    }

    /**
     * An own submission became durable.
     *
     * @param changes its effects as a JSON array, where they are not what was submitted; otherwise empty
     */
    record Ack(String object, long version, long seq, long timestamp, boolean duplicate, byte[] changes)
            implements Outbound {
        public static final byte[] AS_SUBMITTED = {};

        public Ack(String object, long version, long seq, long timestamp, boolean duplicate) {
            this(object, version, seq, timestamp, duplicate, AS_SUBMITTED);
        }

        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"ACK\",\"object\":").string(object);
            out.ascii(duplicate ? ",\"payload\":{\"duplicate\":true" : ",\"payload\":{");
            if (changes.length > 0) {
                out.ascii(duplicate ? ",\"changes\":" : "\"changes\":").raw(changes);
            }
            out.ascii("}");
            out.ascii(",\"meta\":{\"version\":").number(version);
            out.ascii(",\"seq\":").number(seq);
            out.ascii(",\"timestamp\":\"").ascii(WireTime.format(timestamp)).ascii("\"}}");
        }
    }

    /**
     * Commits of a room, in version order: {@code OP}.
     *
     * @param version of the last
     */
    record Commits(String object, List<byte[]> commits, long version) implements Outbound {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"OP\",\"object\":").string(object).ascii(",\"payload\":{\"commits\":");
            out.list(commits).ascii("},\"meta\":{\"version\":").number(version).ascii("}}");
        }
    }

    /** {@code data} is JSON in UTF-8, empty for gone; {@code version} -1 for not said. */
    record Presence(String object, String client, String user, byte[] data, long version) implements Outbound {
        @Override
        public void write(WireBuffer out) {
            fromClient(out, "PRESENCE", object, client, user, data);
            if (version >= 0) {
                out.ascii(",\"meta\":{\"version\":").number(version).ascii("}");
            }
            out.ascii("}");
        }
    }

    record Broadcast(String object, String client, String user, byte[] data) implements Outbound {
        @Override
        public void write(WireBuffer out) {
            fromClient(out, "BROADCAST", object, client, user, data);
            out.ascii("}");
        }
    }

    /** The session is no longer joined; {@code reason} is empty where the client asked for it. */
    record Left(String object, String reason, OptionalLong version) implements Outbound {
        public static final String DELETED = "deleted";
        public static final String SUPERSEDED = "superseded";
        public static final String FORBIDDEN = "forbidden";

        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"LEFT\",\"object\":").string(object).ascii(",\"payload\":{");
            if (!reason.isEmpty()) {
                out.ascii("\"reason\":").string(reason);
            }
            out.ascii("}");
            if (version.isPresent()) {
                out.ascii(",\"meta\":{\"version\":").number(version.getAsLong()).ascii("}");
            }
            out.ascii("}");
        }
    }

    /** {@code payload} as the client spelled it; empty for none. */
    record Pong(byte[] payload) implements Outbound {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"PONG\"");
            if (payload.length > 0) {
                out.ascii(",\"payload\":").raw(payload);
            }
            out.ascii("}");
        }
    }

    /**
     * @param object whom the refused message was about; empty for none
     * @param sentence fixed; never an exception's text, never an echo
     * @param retryAfterMillis when to send the same message again; 0 where that makes no sense
     */
    record Error(String object, ErrorCode code, String sentence, long retryAfterMillis, OptionalLong seq)
            implements Outbound {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"ERROR\"");
            if (!object.isEmpty()) {
                out.ascii(",\"object\":").string(object);
            }
            out.ascii(",\"payload\":{\"code\":").string(code.name());
            out.ascii(",\"message\":").string(sentence);
            retryAfter(out, retryAfterMillis);
            out.ascii("}");
            if (seq.isPresent()) {
                out.ascii(",\"meta\":{\"seq\":").number(seq.getAsLong()).ascii("}");
            }
            out.ascii("}");
        }
    }

    /** The last message before the server closes the socket. */
    record Goodbye(String reason, long retryAfterMillis) implements Outbound {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"GOODBYE\",\"payload\":{\"reason\":").string(reason);
            retryAfter(out, retryAfterMillis);
            out.ascii("}}");
        }
    }

    private static void fromClient(
            WireBuffer out, String type, String object, String client, String user, byte[] data) {
        out.ascii("{\"type\":\"").ascii(type).ascii("\",\"object\":").string(object);
        out.ascii(",\"payload\":{\"client\":").string(client);
        out.ascii(",\"user\":").string(user);
        out.ascii(",\"data\":");
        if (data.length == 0) {
            out.ascii("null");
        } else {
            out.raw(data);
        }
        out.ascii("}");
    }

    /** Seconds, with a fraction where there is one. */
    private static void retryAfter(WireBuffer out, long millis) {
        if (millis > 0) {
            out.ascii(",\"retryAfter\":").number(millis / 1000);
            if (millis % 1000 != 0) {
                out.ascii(".").ascii(String.format(java.util.Locale.ROOT, "%03d", millis % 1000));
            }
        }
    }
}
