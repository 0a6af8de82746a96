package io.akkord.ot;

import java.util.ArrayList;
import java.util.List;

/** Single edits of a {@link Node} tree: the small ones copy one path, the others cut and join. */
final class RopeEdit {
    private RopeEdit() {}

    static Node insert(Node root, int at, String text, Attributes attributes) {
        if (text.length() <= Leaf.MAX / 2) {
            return root.length == 0 ? Leaf.of(text, attributes) : insertShort(root, at, text, attributes);
        }
        List<Leaf> leaves = new ArrayList<>();
        Rope.cutIntoLeaves(text, attributes, leaves);
        return Rope.replaceRange(root, at, at, Rope.build(leaves));
    }

    static Node insert(Node root, int at, Embed embed, Attributes attributes) {
        return Rope.replaceRange(root, at, at, Leaf.of(embed, attributes));
    }

    static Node delete(Node root, int from, int to) {
        Node shorter = deleteInside(root, from, to);
        return shorter != root ? shorter : Rope.replaceRange(root, from, to, Leaf.EMPTY);
    }

    /** Puts attributes on a range. */
    static Node format(Node root, int from, int to, Attributes attributes) {
        List<Leaf> leaves = new ArrayList<>();
        LeafWalk.walk(
                root,
                from,
                to,
                (leaf, start, end) ->
                        leaves.add(leaf.slice(start, end).withAttributes(leaf.attributes.compose(attributes, false))));
        return Rope.replaceRange(root, from, to, Rope.build(leaves));
    }

    private static Node insertShort(Node node, int at, String text, Attributes attributes) {
        if (node instanceof Leaf leaf) {
            return insertShort(leaf, at, text, attributes);
        }
        Branch branch = (Branch) node;
        int i = branch.childEndingAt(at);
        return Rope.replace(branch, i, insertShort(branch.children[i], at - branch.start(i), text, attributes));
    }

    private static Node insertShort(Leaf leaf, int at, String text, Attributes attributes) {
        if (leaf.isText(attributes)) {
            if (leaf.length + text.length() <= Leaf.MAX) {
                return leaf.with(at, text);
            }
            // Text that grows at its end leaves full leaves behind.
            return at == leaf.length
                    ? Branch.of(new Node[] {leaf, Leaf.of(text, attributes)})
                    : Branch.of(Rope.halves(leaf.with(at, text)));
        }
        Leaf added = Leaf.of(text, attributes);
        if (at == 0) {
            return Branch.of(new Node[] {added, leaf});
        }
        if (at == leaf.length) {
            return Branch.of(new Node[] {leaf, added});
        }
        return Branch.of(new Node[] {leaf.slice(0, at), added, leaf.slice(at, leaf.length)});
    }

    /** Deletes a range that leaves the tree's shape as it is, or nearly so; else gives the very node back. */
    private static Node deleteInside(Node node, int from, int to) {
        if (node instanceof Leaf leaf) {
            return to - from < leaf.length ? leaf.without(from, to) : leaf;
        }
        Branch branch = (Branch) node;
        int i = branch.childHolding(from);
        if (to > branch.end(i)) {
            return branch;
        }
        Node child = branch.children[i];
        int start = branch.start(i);
        if (to - from == child.length && branch.children.length > Branch.MIN) {
            return Branch.of(branch.spliced(i, i + 1));
        }
        Node shorter = deleteInside(child, from - start, to - start);
        if (shorter == child) {
            return branch;
        }
        if (shorter instanceof Leaf small && small.length < Leaf.MIN && branch.children.length > Branch.MIN) {
            return mergeSmall(branch, i, small);
        }
        return branch.with(i, shorter);
    }

    /** Puts a leaf that became short in the place of the child {@code i}, together with a neighbour where they fit well. */
    private static Branch mergeSmall(Branch branch, int i, Leaf small) {
        int roomy = Leaf.MAX * 3 / 4 - small.length;
        if (i > 0 && branch.children[i - 1] instanceof Leaf left && left.length <= roomy && left.mergesWith(small)) {
            return Branch.of(branch.spliced(i - 1, i + 1, left.with(small)));
        }
        if (i + 1 < branch.children.length
                && branch.children[i + 1] instanceof Leaf right
                && right.length <= roomy
                && small.mergesWith(right)) {
            return Branch.of(branch.spliced(i, i + 2, small.with(right)));
        }
        return branch.with(i, small);
    }
}
