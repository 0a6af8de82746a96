package io.akkord.bench.client;

import java.util.List;

/** What a client of a namespace hears of: everything, or some keys, perhaps none. */
public record Following(boolean all, List<String> keys) {
    public static final Following ALL = new Following(true, List.of());
    public static final Following NOTHING = new Following(false, List.of());

    public Following {
        keys = List.copyOf(keys);
    }

    public static Following key(String key) {
        return new Following(false, List.of(key));
    }

    boolean covers(String key) {
        return all || keys.contains(key);
    }
}
