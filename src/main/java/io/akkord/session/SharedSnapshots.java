package io.akkord.session;

import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.protocol.WireBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as they go out, encoded once for all sessions of a node that join an object at the same version. Kept for as long as there
 * is memory for them, and for so many objects. Thread-safe; nobody must change the bytes.
 */
final class SharedSnapshots {
    private static final int MOST = 256;

    private static final class Entry {
        private final String origin;
        private final long version;
        private final int checksum;
        private final String type;
        private @Nullable SoftReference<byte[]> json;

        private Entry(ObjectState<?> state, String type) {
            this.origin = state.origin();
            this.version = state.version();
            this.checksum = state.checksum();
            this.type = type;
        }

        private boolean isOf(ObjectState<?> state, String asked) {
            return version == state.version()
                    && checksum == state.checksum()
                    && origin.equals(state.origin())
                    && type.equals(asked);
        }

        private synchronized <S> byte[] json(SessionKind<?, ?, S> kind, ObjectState<S> state) {
            byte[] present = json == null ? null : json.get();
            if (present == null) {
                present = encode(kind, state, type, Interest.ALL);
                json = new SoftReference<>(present);
            }
            return present;
        }
    }

    private final Map<ObjectId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Entry> eldest) {
            return size() > MOST;
        }
    };

    /** @param type what the object is, or would become */
    <S> byte[] of(SessionKind<?, ?, S> kind, ObjectId id, ObjectState<S> state, String type) {
        return entry(id, state, type).json(kind, state);
    }

    private Entry entry(ObjectId id, ObjectState<?> state, String type) {
        synchronized (entries) {
            Entry present = entries.get(id);
            if (present == null || !present.isOf(state, type)) {
                present = new Entry(state, type);
                entries.put(id, present);
            }
            return present;
        }
    }

    /** A snapshot of a part, which is shared with nobody. */
    static <S> byte[] encode(SessionKind<?, ?, S> kind, ObjectState<S> state, String type, Interest interest) {
        WireBuffer out = new WireBuffer(1024);
        try (JsonGenerator generator = JsonText.factory(JsonLimits.DEFAULT).createGenerator(out.stream())) {
            kind.wire().writeSnapshot(state, type, interest, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toBytes();
    }
}
