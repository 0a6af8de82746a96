package io.akkord.ot;

import java.util.Arrays;

/** An inner node: its children and where, in units from its own start, each of them ends. */
final class Branch extends Node {
    static final int MAX = 16;
    static final int MIN = 5;

    final Node[] children;
    private final int[] ends;
    private final int height;
    private final long weight;
    private final int richLeaves;

    private Branch(Node[] children, int[] ends, int height, long weight, int richLeaves) {
        super(ends[ends.length - 1]);
        this.children = children;
        this.ends = ends;
        this.height = height;
        this.weight = weight;
        this.richLeaves = richLeaves;
    }

    /** @param children 2 to {@link #MAX} nodes of the same height, an array that nobody will change */
    static Branch of(Node[] children) {
        int[] ends = new int[children.length];
        int end = 0;
        long weight = 48 + 8L * children.length + 32;
        int rich = 0;
        for (int i = 0; i < children.length; i++) {
            Node child = children[i];
            end += child.length;
            ends[i] = end;
            weight += child.weight();
            rich += child.richLeaves();
        }
        return new Branch(children, ends, children[0].height() + 1, weight, rich);
    }

    /** The node over these of equal height: the only one itself, one branch, or a branch of two where they are too many. */
    static Node gather(Node[] nodes) {
        if (nodes.length == 1) {
            return nodes[0];
        }
        if (nodes.length <= MAX) {
            return of(nodes);
        }
        int half = nodes.length / 2;
        return of(
                new Node[] {of(Arrays.copyOfRange(nodes, 0, half)), of(Arrays.copyOfRange(nodes, half, nodes.length))});
    }

    /** This branch with the child {@code i} replaced by one of the same height. */
    Branch with(int i, Node child) {
        Node old = children[i];
        Node[] newChildren = children.clone();
        newChildren[i] = child;
        int[] newEnds = ends.clone();
        int change = child.length - old.length;
        for (int k = i; k < newEnds.length; k++) {
            newEnds[k] += change;
        }
        return new Branch(
                newChildren,
                newEnds,
                height,
                weight + child.weight() - old.weight(),
                richLeaves + child.richLeaves() - old.richLeaves());
    }

    /** The children with those from {@code from} to {@code to} replaced. */
    Node[] spliced(int from, int to, Node... replacement) {
        Node[] result = new Node[children.length - (to - from) + replacement.length];
        System.arraycopy(children, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(children, to, result, from + replacement.length, children.length - to);
        return result;
    }

    /** Where the child {@code i} starts. */
    int start(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    int end(int i) {
        return ends[i];
    }

    /** The first child that ends at or after a position: a boundary belongs to the child before it. */
    int childEndingAt(int position) {
        int i = 0;
        while (ends[i] < position) {
            i++;
        }
        return i;
    }

    /** The child that holds the unit at an index. */
    int childHolding(int index) {
        int i = 0;
        while (ends[i] <= index) {
            i++;
        }
        return i;
    }

    boolean isFull() {
        return children.length >= MIN;
    }

    @Override
    int height() {
        return height;
    }

    @Override
    long weight() {
        return weight;
    }

    @Override
    int richLeaves() {
        return richLeaves;
    }
}
