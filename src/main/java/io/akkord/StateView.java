package io.akkord;

import io.akkord.json.JsonValue;
import io.akkord.namespace.Entry;
import io.akkord.namespace.NamespaceState;
import io.akkord.spi.NamespaceView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A namespace as middleware sees it: what can be read, and nothing of how it is stored. */
record StateView(NamespaceState state) implements NamespaceView {
    @Override
    public int size() {
        return state.keys().entries().size() - state.keys().lost();
    }

    @Override
    public Optional<JsonValue> get(String key) {
        return state.value(key);
    }

    @Override
    public Map<String, JsonValue> startingWith(String prefix) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry :
                state.keys().entries().startingWith(prefix).entrySet()) {
            if (!entry.getValue().isLost()) {
                values.put(entry.getKey(), entry.getValue().value());
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
