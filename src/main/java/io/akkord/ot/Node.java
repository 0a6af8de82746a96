package io.akkord.ot;

/**
 * A node of the rope that a {@link Document} is: a B-tree over UTF-16 units whose leaves all lie at the same depth. Immutable; an
 * edit copies the path from the root to a leaf and shares the rest.
 *
 * <pre>
 *                    Branch 1200                      height 2
 *            ┌───────────┴───────────┐
 *        Branch 700              Branch 500           height 1, {@link Branch#MIN} to {@link Branch#MAX} children, the root 2 or more
 *      ┌─────┼─────┐             ┌───┴───┐
 *    "…"   "…"b  embed          "…"     "…"           leaves: one stretch of text with equal attributes, or one embed
 * </pre>
 */
abstract sealed class Node permits Branch, Leaf {
    /** UTF-16 units below this node. */
    final int length;

    Node(int length) {
        this.length = length;
    }

    /** Levels of branches; 0 for a leaf. */
    abstract int height();

    /** Rough bytes of heap. */
    abstract long weight();

    /** Leaves below that hold an embed or have attributes. */
    abstract int richLeaves();
}
