package io.akkord.protocol;

import io.akkord.kind.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the server says of namespaces only. */
public sealed interface StateMessage extends Outbound {
    /**
     * Commits, in version order and cut to the subscription: with them the client has everything of it in ({@code after},
     * {@code version}].
     */
    record StatePatch(String object, List<byte[]> commits, long after, long version) implements StateMessage {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"STATE_PATCH\",\"object\":").string(object).ascii(",\"payload\":{\"commits\":");
            out.list(commits).ascii("},\"meta\":{\"after\":").number(after);
            out.ascii(",\"version\":").number(version).ascii("}}");
        }
    }

    /**
     * A submission that was not committed because others changed the same.
     *
     * @param conflicts a JSON array
     * @param version of the values in it
     */
    record ConflictDetected(String object, String conflicts, long version, long seq) implements StateMessage {
        @Override
        public void write(WireBuffer out) {
            out.ascii("{\"type\":\"CONFLICT_DETECTED\",\"object\":").string(object);
            out.ascii(",\"payload\":{\"conflicts\":").raw(conflicts.getBytes(StandardCharsets.UTF_8));
            out.ascii("},\"meta\":{\"version\":").number(version);
            out.ascii(",\"seq\":").number(seq).ascii("}}");
        }
    }

    /**
     * The value of a key that names an entity was set.
     *
     * @param commit holds the value's JSON
     * @param from its first byte
     * @param to behind its last
     */
    record EntityUpdated(String object, EntityKey entity, byte[] commit, int from, int to, long version, long timestamp)
            implements StateMessage {
        @Override
        public void write(WireBuffer out) {
            before(out, "ENTITY_UPDATED", object, entity);
            out.raw(commit, from, to);
            after(out, version, timestamp);
        }
    }

    /** A key that names an entity was deleted. */
    record EntityDeleted(String object, EntityKey entity, long version, long timestamp) implements StateMessage {
        @Override
        public void write(WireBuffer out) {
            before(out, "ENTITY_DELETED", object, entity);
            out.ascii("null");
            after(out, version, timestamp);
        }
    }

    private static void before(WireBuffer out, String type, String object, EntityKey entity) {
        out.ascii("{\"type\":\"").ascii(type).ascii("\",\"object\":").string(object);
        out.ascii(",\"payload\":{\"entityType\":").string(entity.type());
        out.ascii(",\"id\":").string(entity.id()).ascii(",\"data\":");
    }

    private static void after(WireBuffer out, long version, long timestamp) {
        out.ascii("},\"meta\":{\"version\":").number(version);
        out.ascii("},\"timestamp\":\"").ascii(WireTime.format(timestamp)).ascii("\"}");
    }
}
