package io.akkord.bench.client;

import java.util.Map;

/** The keys of a namespace at a version; version 0 and no keys where nothing was ever committed. */
public record NamespaceView(long version, Map<String, String> store) {
    static final NamespaceView NOTHING = new NamespaceView(0, Map.of());

    public NamespaceView {
        store = Map.copyOf(store);
    }
}
