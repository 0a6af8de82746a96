package io.akkord.ot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joining and cutting of {@link Node} trees, in the manner of the rope of the xi editor: concatenation descends the edge of the
 * higher tree to the height of the lower one, so every result is balanced; a slice concatenates the parts left and right of the
 * path to a cut. Everything costs O(log n) apart from what is newly made.
 */
final class Rope {
    private Rope() {}

    static Node concat(Node a, Node b) {
        if (a.length == 0) {
            return b;
        }
        if (b.length == 0) {
            return a;
        }
        if (a instanceof Leaf left && b instanceof Leaf right) {
            return Branch.gather(joined(left, right));
        }
        int heightA = a.height();
        int heightB = b.height();
        if (heightA == heightB) {
            Branch left = (Branch) a;
            Branch right = (Branch) b;
            return left.isFull() && right.isFull()
                    ? Branch.of(new Node[] {left, right})
                    : Branch.gather(left.spliced(left.children.length, left.children.length, right.children));
        }
        if (heightA < heightB) {
            Branch right = (Branch) b;
            if (heightA == heightB - 1 && standsAlone(a)) {
                return Branch.gather(right.spliced(0, 0, a));
            }
            return replace(right, 0, concat(a, right.children[0]));
        }
        Branch left = (Branch) a;
        int last = left.children.length - 1;
        if (heightB == heightA - 1 && standsAlone(b)) {
            return Branch.gather(left.spliced(last + 1, last + 1, b));
        }
        return replace(left, last, concat(left.children[last], b));
    }

    /** The branch with a child replaced by a node of the child's height, or by the children of one that is a level higher. */
    static Node replace(Branch branch, int i, Node node) {
        if (node.height() == branch.height() - 1) {
            return branch.with(i, node);
        }
        return Branch.gather(branch.spliced(i, i + 1, ((Branch) node).children));
    }

    /** The part of a tree in that range; {@link Leaf#EMPTY} for an empty one. */
    static Node slice(Node node, int from, int to) {
        if (from >= to) {
            return Leaf.EMPTY;
        }
        if (from == 0 && to == node.length) {
            return node;
        }
        if (node instanceof Leaf leaf) {
            return leaf.slice(from, to);
        }
        Branch branch = (Branch) node;
        int first = branch.childHolding(from);
        int last = branch.childEndingAt(to);
        int start = branch.start(first);
        if (first == last) {
            return slice(branch.children[first], from - start, to - start);
        }
        Node result = slice(branch.children[first], from - start, branch.end(first) - start);
        if (last - first > 1) {
            result = concat(result, Branch.gather(Arrays.copyOfRange(branch.children, first + 1, last)));
        }
        return concat(result, slice(branch.children[last], 0, to - branch.start(last)));
    }

    /** The tree with a range replaced by another tree. */
    static Node replaceRange(Node root, int from, int to, Node replacement) {
        return concat(concat(slice(root, 0, from), replacement), slice(root, to, root.length));
    }

    /** A balanced tree over leaves, none of them empty. */
    static Node build(List<? extends Node> leaves) {
        if (leaves.isEmpty()) {
            return Leaf.EMPTY;
        }
        List<? extends Node> level = leaves;
        while (level.size() > 1) {
            int groups = (level.size() + Branch.MAX - 1) / Branch.MAX;
            List<Node> above = new ArrayList<>(groups);
            for (int g = 0; g < groups; g++) {
                int from = (int) ((long) level.size() * g / groups);
                int to = (int) ((long) level.size() * (g + 1) / groups);
                above.add(Branch.gather(level.subList(from, to).toArray(Node[]::new)));
            }
            level = above;
        }
        return level.get(0);
    }

    /** Two neighbouring leaves as one or two of sound length. */
    static Node[] joined(Leaf left, Leaf right) {
        boolean small = left.length < Leaf.MIN || right.length < Leaf.MIN;
        if (!small || !left.mergesWith(right)) {
            return new Node[] {left, right};
        }
        Leaf both = left.with(right);
        return both.length <= Leaf.MAX ? new Node[] {both} : halves(both);
    }

    static Node[] halves(Leaf leaf) {
        int cut = leaf.cut(leaf.length / 2);
        return new Node[] {leaf.slice(0, cut), leaf.slice(cut, leaf.length)};
    }

    /** Appends the leaves of a text of any length. */
    static void cutIntoLeaves(String text, Attributes attributes, List<Leaf> leaves) {
        int length = text.length();
        int from = 0;
        while (from < length) {
            int to = Math.min(length, from + Leaf.MAX * 3 / 4);
            if (to < length && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            leaves.add(Leaf.of(text.substring(from, to), attributes));
            from = to;
        }
    }

    /** Whether a node can stand under a branch as it is; a very short leaf should first look for a neighbour to merge with. */
    private static boolean standsAlone(Node node) {
        return node instanceof Branch branch ? branch.isFull() : node.length >= Leaf.MIN;
    }
}
