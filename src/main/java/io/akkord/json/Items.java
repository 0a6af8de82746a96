package io.akkord.json;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;

/** The unmodifiable, persistent list inside a {@link JsonArray}. Indices are the caller's to check. */
final class Items extends AbstractList<JsonValue> implements RandomAccess {
    static final Items NONE = new Items(TreeNode.empty());

    private final TreeNode<JsonValue> root;

    Items(TreeNode<JsonValue> root) {
        this.root = root;
    }

    /** @throws NullPointerException if an item is null */
    static Items copyOf(List<JsonValue> items) {
        if (items instanceof Items shared) {
            return shared;
        }
        return new Items(TreeNode.of(List.copyOf(items).toArray()));
    }

    TreeNode<JsonValue> root() {
        return root;
    }

    @Override
    public int size() {
        return root.size;
    }

    @Override
    public JsonValue get(int index) {
        if (index < 0 || index >= root.size) {
            throw new IndexOutOfBoundsException(index);
        }
        return root.get(index);
    }

    @Override
    public Iterator<JsonValue> iterator() {
        return new TreeIterator<>(root, 0);
    }

    /** Goes through a tree leaf by leaf: O(1) per item and O(log n) per leaf. */
    static final class TreeIterator<T extends Measured> implements Iterator<T> {
        private final TreeNode<T> root;
        private int next;
        private Object[] leaf = new Object[0];
        private int leafStart;

        TreeIterator(TreeNode<T> root, int from) {
            this.root = root;
            this.next = from;
            this.leafStart = from;
        }

        @Override
        public boolean hasNext() {
            return next < root.size;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T next() {
            if (next >= root.size) {
                throw new NoSuchElementException();
            }
            if (next - leafStart >= leaf.length) {
                leafStart = root.leafStart(next);
                leaf = root.leafItems(next);
            }
            return (T) leaf[next++ - leafStart];
        }
    }
}
