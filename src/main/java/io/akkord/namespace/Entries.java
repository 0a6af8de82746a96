package io.akkord.namespace;

import io.akkord.json.HashTree;
import io.akkord.json.KeyTree;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys with their entries. Immutable. Two trees: one finds a key by its hash, the other has the keys in order and changes only when one
 * comes or goes.
 */
public final class Entries {
    static final Entries EMPTY = new Entries(HashTree.empty(), KeyTree.empty());

    private final HashTree<Entry> byKey;
    private final KeyTree<Boolean> order;

    private Entries(HashTree<Entry> byKey, KeyTree<Boolean> order) {
        this.byKey = byKey;
        this.order = order;
    }

    public int size() {
        return order.size();
    }

    public @Nullable Entry get(String key) {
        return byKey.get(key);
    }

    /** @param isNew whether there is no such key */
    Entries with(String key, Entry entry, boolean isNew) {
        return new Entries(byKey.with(key, entry, isNew), isNew ? order.with(key, true) : order);
    }

    /** The key is there. */
    Entries without(String key) {
        return new Entries(byKey.without(key), order.without(key));
    }

    /** All in key order, unmodifiable. */
    public Map<String, Entry> entries() {
        return view(order);
    }

    /** Those whose keys begin with a prefix, in key order, unmodifiable. */
    public Map<String, Entry> startingWith(String prefix) {
        return view(order.startingWith(prefix));
    }

    /** As {@link KeyTree#page}. */
    public KeyTree.Page<Entry> page(String prefix, Optional<String> after, int limit) {
        KeyTree.Page<Boolean> keys = order.page(prefix, after, limit);
        List<Map.Entry<String, Entry>> entries = new ArrayList<>(keys.entries().size());
        keys.entries().forEach(key -> entries.add(entry(key.getKey())));
        return new KeyTree.Page<>(entries, keys.more());
    }

    private Map.Entry<String, Entry> entry(String key) {
        return Map.entry(key, Objects.requireNonNull(byKey.get(key)));
    }

    private Map<String, Entry> view(KeyTree<Boolean> keys) {
        return new OrderedView<>(keys, this::entry);
    }

    /** A map of some keys in order, whose values are found by key. */
    private static final class OrderedView<V> extends AbstractMap<String, V> {
        private final KeyTree<Boolean> keys;
        private final Function<String, Map.Entry<String, V>> entryOf;

        OrderedView(KeyTree<Boolean> keys, Function<String, Map.Entry<String, V>> entryOf) {
            this.keys = keys;
            this.entryOf = entryOf;
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String text && keys.get(text) != null;
        }

        @Override
        public @Nullable V get(@Nullable Object key) {
            return key instanceof String text && keys.get(text) != null
                    ? entryOf.apply(text).getValue()
                    : null;
        }

        @Override
        public Set<String> keySet() {
            return keys.entries().keySet();
        }

        @Override
        public Set<Map.Entry<String, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return keys.size();
                }

                @Override
                public Iterator<Map.Entry<String, V>> iterator() {
                    Iterator<String> next = keySet().iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return next.hasNext();
                        }

                        @Override
                        public Map.Entry<String, V> next() {
                            return entryOf.apply(next.next());
                        }
                    };
                }
            };
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entries that && entries().equals(that.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
