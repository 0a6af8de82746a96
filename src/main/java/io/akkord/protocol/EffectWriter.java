package io.akkord.protocol;

import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Part;
import io.akkord.namespace.Effect;
import io.akkord.namespace.Mfe;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Storing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a commit of a namespace: {@code {version, changes, client, seq, user, source, timestamp}}, where the value of a transient key
 * that is no longer known is {@code "transient": true}. The commit that deletes the namespace says so instead of listing its keys.
 */
final class EffectWriter {
    /** What changes of MFEs are about: no key, so that they go to everybody; the registry of a snapshot is not cut either. */
    static final String MFE_TOPIC = "\u0000mfe";

    private static final String LOST = ",\"transient\":true";
    private static final String DELETED = ",\"deleted\":true";

    private final Commit<NamespaceEvent> commit;
    private final @Nullable NamespaceState before;
    private final WireBuffer out = new WireBuffer();
    private final List<Part> parts = new ArrayList<>();

    /** @param before the state that the commit changed, for previous values; null to leave them out */
    EffectWriter(Commit<NamespaceEvent> commit, @Nullable NamespaceState before) {
        this.commit = commit;
        this.before = before;
    }

    Encoded write() {
        out.ascii("{\"version\":").number(commit.version()).ascii(",\"changes\":[");
        for (Effect effect : commit.event().effects()) {
            if (!parts.isEmpty()) {
                out.ascii(",");
            }
            write(effect);
        }
        out.ascii("]");
        if (commit.event() instanceof NamespaceEvent.Deleted) {
            out.ascii(",\"deleted\":true");
        }
        out.ascii(",\"client\":").string(commit.client());
        out.ascii(",\"seq\":").number(commit.seq());
        out.ascii(",\"user\":").string(commit.user());
        out.ascii(",\"source\":").string(commit.source());
        out.ascii(",\"timestamp\":\"")
                .ascii(WireTime.format(commit.timestamp()))
                .ascii("\"}");
        return new Encoded(out.toBytes(), parts, commit.event().differs());
    }

    private void write(Effect effect) {
        int from = out.size();
        if (effect instanceof Effect.Put put) {
            out.ascii("{\"key\":").string(put.key());
            JsonValue value = put.storing() == Storing.LOST ? null : put.value();
            end(put.key(), from, value, LOST, previous(put.key()));
        } else if (effect instanceof Effect.Removed removed) {
            out.ascii("{\"key\":").string(removed.key());
            end(removed.key(), from, null, DELETED, previous(removed.key()));
        } else if (effect instanceof Effect.Registered registered) {
            out.ascii("{\"mfe\":").string(registered.id());
            JsonValue value = Mfe.registered(registered.mfe(), commit.timestamp());
            end(MFE_TOPIC, from, value, "", previousMfe(registered.id()));
        } else if (effect instanceof Effect.Unregistered unregistered) {
            out.ascii("{\"mfe\":").string(unregistered.id());
            end(MFE_TOPIC, from, null, DELETED, previousMfe(unregistered.id()));
        }
    }

    /**
     * The value stands last, so that it ends where the part does.
     *
     * @param instead of a value
     */
    private void end(String topic, int from, @Nullable JsonValue value, String instead, @Nullable JsonValue previous) {
        if (previous != null) {
            out.ascii(",\"previousValue\":").raw(JsonText.toBytes(previous));
        }
        int valueFrom = Part.DELETED;
        if (value == null) {
            out.ascii(instead);
        } else {
            out.ascii(",\"value\":");
            valueFrom = out.size();
            out.raw(JsonText.toBytes(value));
        }
        out.ascii("}");
        parts.add(new Part(topic, from, out.size(), instead.equals(LOST) && value == null ? out.size() : valueFrom));
    }

    private @Nullable JsonValue previous(String key) {
        return before == null ? null : before.value(key).orElse(null);
    }

    private @Nullable JsonValue previousMfe(String id) {
        Mfe mfe = before == null ? null : before.mfes().get(id);
        return mfe == null ? null : mfe.value();
    }
}
