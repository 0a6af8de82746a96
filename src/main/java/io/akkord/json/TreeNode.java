package io.akkord.json;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * A persistent sequence: a B+ tree over positions whose leaves all lie at the same depth. Immutable; an edit copies the path from
 * the root to one leaf and shares the rest, so it costs O(log n) time and memory.
 *
 * <pre>
 *   height 2             [700 | 1200]                  a branch: its children and where each of them ends
 *                    ┌────────┴────────┐
 *   height 1   [30 | … | 700]     [25 | … | 500]
 *                ┌──┴──┐             ┌──┴──┐
 *   height 0   items  items        items  items        a leaf: its items, at most {@link #MAX}
 * </pre>
 *
 * All nodes but the root have {@link #MIN} slots or more (Bayer and McCreight, "Organization and Maintenance of Large Ordered
 * Indexes", 1972). {@code ends} is empty in leaves.
 */
final class TreeNode<T extends Measured> {
    static final int MAX = 32;
    static final int MIN = 8;

    private static final int[] LEAF = new int[0];
    private static final TreeNode<?> EMPTY = leaf(new Object[0]);

    final int height;
    final int size;
    private final Object[] slots;
    private final int[] ends;
    /** The last item below, which a search compares with; no item where there is none. */
    private final Object last;

    private final int depth;
    private final long weight;

    private TreeNode(int height, int size, Object[] slots, int[] ends, Object last, int depth, long weight) {
        this.height = height;
        this.size = size;
        this.slots = slots;
        this.ends = ends;
        this.last = last;
        this.depth = depth;
        this.weight = weight;
    }

    @SuppressWarnings("unchecked")
    static <T extends Measured> TreeNode<T> empty() {
        return (TreeNode<T>) EMPTY;
    }

    /** A tree over these items in this order. O(n). */
    static <T extends Measured> TreeNode<T> of(Object[] items) {
        if (items.length <= MAX) {
            return items.length == 0 ? empty() : leaf(items.clone());
        }
        Object[] level = TreeNode.<T>grouped(items, true);
        while (level.length > 1) {
            level = TreeNode.<T>grouped(level, false);
        }
        return node(level[0]);
    }

    /** Nodes of nearly equal size over the slots. */
    private static <T extends Measured> Object[] grouped(Object[] slots, boolean leaves) {
        int count = (slots.length + MAX - 1) / MAX;
        Object[] nodes = new Object[count];
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) slots.length * i / count);
            int to = (int) ((long) slots.length * (i + 1) / count);
            Object[] part = Arrays.copyOfRange(slots, from, to);
            nodes[i] = leaves ? TreeNode.<T>leaf(part) : TreeNode.<T>branch(part);
        }
        return nodes;
    }

    private static <T extends Measured> TreeNode<T> leaf(Object[] items) {
        int depth = 0;
        long weight = 0;
        for (Object item : items) {
            Measured measured = (Measured) item;
            depth = Math.max(depth, measured.depth());
            weight += measured.weight();
        }
        Object last = items.length == 0 ? items : items[items.length - 1];
        return new TreeNode<>(0, items.length, items, LEAF, last, depth, weight);
    }

    private static <T extends Measured> TreeNode<T> branch(Object[] children) {
        int[] ends = new int[children.length];
        int end = 0;
        int depth = 0;
        long weight = 0;
        for (int i = 0; i < children.length; i++) {
            TreeNode<T> child = node(children[i]);
            end += child.size;
            ends[i] = end;
            depth = Math.max(depth, child.depth);
            weight += child.weight;
        }
        TreeNode<T> lastChild = node(children[children.length - 1]);
        return new TreeNode<>(lastChild.height + 1, end, children, ends, lastChild.last, depth, weight);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Measured> TreeNode<T> node(Object slot) {
        return (TreeNode<T>) slot;
    }

    @SuppressWarnings("unchecked")
    private T item(int slot) {
        return (T) slots[slot];
    }

    /** The greatest depth of the items; 0 where there are none. */
    int depth() {
        return depth;
    }

    /** The sum of the weights of the items. */
    long weight() {
        return weight;
    }

    T get(int index) {
        if (height == 0) {
            return item(index);
        }
        int child = childHolding(index);
        return TreeNode.<T>node(slots[child]).get(index - start(child));
    }

    /** The items of the leaf that holds an index; not to be changed. */
    Object[] leafItems(int index) {
        if (height == 0) {
            return slots;
        }
        int child = childHolding(index);
        return TreeNode.<T>node(slots[child]).leafItems(index - start(child));
    }

    /** The index of the first item of the leaf that holds an index. */
    int leafStart(int index) {
        if (height == 0) {
            return 0;
        }
        int child = childHolding(index);
        return start(child) + TreeNode.<T>node(slots[child]).leafStart(index - start(child));
    }

    /**
     * The index of the first item that the probe does not call smaller than what is sought, which may be the size of this.
     *
     * @param probe negative for items before what is sought, zero for it, positive for items after it; the items must be in order
     */
    int search(ToIntFunction<T> probe) {
        TreeNode<T> node = this;
        int before = 0;
        while (node.height > 0) {
            int low = 0;
            int high = node.slots.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (probe.applyAsInt(TreeNode.<T>node(node.slots[middle]).last()) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before += node.start(low);
            node = node(node.slots[low]);
        }
        int low = 0;
        int high = node.slots.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (probe.applyAsInt(node.item(middle)) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return before + low;
    }

    TreeNode<T> with(int index, T item) {
        Object[] changed = slots.clone();
        if (height == 0) {
            changed[index] = item;
            return leaf(changed);
        }
        int child = childHolding(index);
        changed[child] = TreeNode.<T>node(slots[child]).with(index - start(child), item);
        return branch(changed);
    }

    TreeNode<T> inserting(int index, T item) {
        Object[] grown = grown(index, item);
        if (grown.length <= MAX) {
            return like(grown);
        }
        return branch(halves(grown));
    }

    TreeNode<T> without(int index) {
        TreeNode<T> root = like(shrunk(index));
        while (root.height > 0 && root.slots.length == 1) {
            root = node(root.slots[0]);
        }
        return root;
    }

    /** The slots with an item put in below them: at most one more than {@link #MAX}. */
    private Object[] grown(int index, T item) {
        if (height == 0) {
            return spliced(slots, index, index, item);
        }
        int child = childEndingAt(index);
        TreeNode<T> old = node(slots[child]);
        Object[] grown = old.grown(index - start(child), item);
        return grown.length <= MAX
                ? spliced(slots, child, child + 1, old.like(grown))
                : spliced(slots, child, child + 1, old.halves(grown));
    }

    /** The slots with an item taken out below them; a child that became small is joined with a neighbour. */
    private Object[] shrunk(int index) {
        if (height == 0) {
            return spliced(slots, index, index + 1);
        }
        int child = childHolding(index);
        TreeNode<T> old = node(slots[child]);
        Object[] shrunk = old.shrunk(index - start(child));
        if (shrunk.length >= MIN || slots.length == 1) {
            return spliced(slots, child, child + 1, old.like(shrunk));
        }
        int left = child > 0 ? child - 1 : child;
        Object[] neighbour = TreeNode.<T>node(slots[child > 0 ? child - 1 : child + 1]).slots;
        Object[] joined = child > 0
                ? spliced(neighbour, neighbour.length, neighbour.length, shrunk)
                : spliced(shrunk, shrunk.length, shrunk.length, neighbour);
        return joined.length <= MAX
                ? spliced(slots, left, left + 2, old.like(joined))
                : spliced(slots, left, left + 2, old.halves(joined));
    }

    /** A node of the same height with other slots. */
    private TreeNode<T> like(Object[] slots) {
        return height > 0 ? branch(slots) : slots.length == 0 ? empty() : leaf(slots);
    }

    private Object[] halves(Object[] slots) {
        int half = slots.length / 2;
        return new Object[] {
            like(Arrays.copyOfRange(slots, 0, half)), like(Arrays.copyOfRange(slots, half, slots.length))
        };
    }

    private static Object[] spliced(Object[] slots, int from, int to, Object... replacement) {
        Object[] result = new Object[slots.length - (to - from) + replacement.length];
        System.arraycopy(slots, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(slots, to, result, from + replacement.length, slots.length - to);
        return result;
    }

    private int start(int child) {
        return child == 0 ? 0 : ends[child - 1];
    }

    private int childHolding(int index) {
        int child = 0;
        while (ends[child] <= index) {
            child++;
        }
        return child;
    }

    /** The first child that ends at or after a position: a boundary belongs to the child before it. */
    private int childEndingAt(int position) {
        int child = 0;
        while (ends[child] < position) {
            child++;
        }
        return child;
    }

    /** The last item; there must be one. */
    @SuppressWarnings("unchecked")
    private T last() {
        return (T) last;
    }

    /** The slots, for tests of the shape: items in a leaf, nodes in a branch. */
    Object[] slots() {
        return slots.clone();
    }
}
