package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectState;
import io.akkord.namespace.Entry;
import io.akkord.namespace.Keys;
import io.akkord.namespace.NamespaceState;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code {store, mfes, meta}}. The store holds what is of interest; the registry and what is said of the whole are not cut. */
public final class NamespaceSnapshot {
    /** Some of a snapshot, small beside a large one. */
    @FunctionalInterface
    public interface Part {
        void write(JsonGenerator out) throws IOException;
    }

    private NamespaceSnapshot() {}

    /** What writes all of a namespace, one after the other. */
    public static Stream<Part> parts(ObjectState<NamespaceState> state) {
        return parts(state, Interest.ALL);
    }

    static void write(ObjectState<NamespaceState> state, Interest interest, JsonGenerator out) throws IOException {
        for (Iterator<Part> parts = parts(state, interest).iterator(); parts.hasNext(); ) {
            parts.next().write(out);
        }
    }

    private static Stream<Part> parts(ObjectState<NamespaceState> state, Interest interest) {
        NamespaceState namespace = state.value();
        Part begin = out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("store");
        };
        Stream<Part> store = of(namespace.keys(), interest).entrySet().stream()
                .filter(entry -> !entry.getValue().isLost())
                .map(entry -> member(entry.getKey(), entry.getValue().value()));
        Part registry = out -> {
            out.writeEndObject();
            out.writeObjectFieldStart("mfes");
        };
        Stream<Part> mfes = namespace.mfes().entries().entries().entrySet().stream()
                .map(entry -> member(entry.getKey(), entry.getValue().value()));
        Part end = out -> {
            out.writeEndObject();
            writeMeta(state, out);
            out.writeEndObject();
        };
        // Unlike flatMap, this makes no part before its turn.
        Stream<Part> behind = Stream.concat(Stream.concat(Stream.of(registry), mfes), Stream.of(end));
        return Stream.concat(Stream.concat(Stream.of(begin), store), behind);
    }

    private static Part member(String name, JsonValue value) {
        return out -> {
            out.writeFieldName(name);
            JsonText.write(out, value);
        };
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

    /** What is of interest, in key order; patterns are tried on the keys only that begin as they do, all that begin alike at once. */
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
        Map<String, List<KeyPattern>> begunAlike =
                interest.patterns().stream().collect(Collectors.groupingBy(KeyPattern::prefix));
        begunAlike.forEach((prefix, patterns) -> keys.entries()
                .startingWith(prefix)
                .forEach((key, entry) -> {
                    if (patterns.stream().anyMatch(pattern -> pattern.matches(key))) {
                        chosen.put(key, entry);
                    }
                }));
        return chosen;
    }
}
