package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonText;
import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectState;
import io.akkord.namespace.Entry;
import io.akkord.namespace.Keys;
import io.akkord.namespace.Mfe;
import io.akkord.namespace.NamespaceState;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code {store, mfes, meta}}. The store holds what is of interest; the registry and what is said of the whole are not cut. */
final class NamespaceSnapshot {
    private NamespaceSnapshot() {}

    static void write(ObjectState<NamespaceState> state, Interest interest, JsonGenerator out) throws IOException {
        NamespaceState namespace = state.value();
        out.writeStartObject();
        out.writeObjectFieldStart("store");
        for (Map.Entry<String, Entry> entry : of(namespace.keys(), interest).entrySet()) {
            if (!entry.getValue().isLost()) {
                out.writeFieldName(entry.getKey());
                JsonText.write(out, entry.getValue().value());
            }
        }
        out.writeEndObject();
        out.writeObjectFieldStart("mfes");
        for (Map.Entry<String, Mfe> entry : namespace.mfes().entries().entries().entrySet()) {
            out.writeFieldName(entry.getKey());
            JsonText.write(out, entry.getValue().value());
        }
        out.writeEndObject();
        writeMeta(state, out);
        out.writeEndObject();
    }

    private static void writeMeta(ObjectState<NamespaceState> state, JsonGenerator out) throws IOException {
        NamespaceState namespace = state.value();
        out.writeObjectFieldStart("meta");
        out.writeNumberField("version", state.version());
        if (state.timestamp() == 0) {
            out.writeNullField("lastUpdate");
        } else {
            out.writeStringField("lastUpdate", WireTime.format(state.timestamp()));
        }
        out.writeNumberField("updateCount", namespace.updates());
        out.writeStringField("source", namespace.source());
        out.writeNumberField("totalMFEs", namespace.mfes().entries().size());
        out.writeNumberField("stateSize", namespace.size());
        out.writeEndObject();
    }

    /** What is of interest, in key order; of patterns only the keys with their prefix are looked at. */
    private static Map<String, Entry> of(Keys keys, Interest interest) {
        if (interest.all()) {
            return keys.entries().entries();
        }
        Map<String, Entry> chosen = new TreeMap<>();
        for (String key : interest.keys()) {
            Entry entry = keys.get(key);
            if (entry != null) {
                chosen.put(key, entry);
            }
        }
        for (KeyPattern pattern : interest.patterns()) {
            keys.entries().startingWith(pattern.prefix()).entries().forEach((key, entry) -> {
                if (pattern.matches(key)) {
                    chosen.put(key, entry);
                }
            });
        }
        return chosen;
    }
}
