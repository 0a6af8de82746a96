package io.akkord.ot;

/** Walks the leaves of a tree that touch a range, from front to back. */
final class LeafWalk {
    /** Sees a leaf and the range of it, not empty, that is asked for. */
    interface Visitor {
        void leaf(Leaf leaf, int from, int to);
    }

    private LeafWalk() {}

    static void walk(Node node, int from, int to, Visitor visitor) {
        if (from >= to) {
            return;
        }
        if (node instanceof Leaf leaf) {
            visitor.leaf(leaf, from, to);
            return;
        }
        Branch branch = (Branch) node;
        int last = branch.childEndingAt(to);
        for (int i = branch.childHolding(from); i <= last; i++) {
            int start = branch.start(i);
            walk(branch.children[i], Math.max(0, from - start), Math.min(branch.end(i), to) - start, visitor);
        }
    }
}
