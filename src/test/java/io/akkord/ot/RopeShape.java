package io.akkord.ot;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The shape a rope must have, and how much of it two versions share. */
final class RopeShape {
    private RopeShape() {}

    static void verify(Document document) {
        Node root = document.root();
        if (root.length > 0) {
            verify(root, true);
        }
    }

    /** Nodes of {@code after} that {@code before} does not have. */
    static int newNodes(Document before, Document after) {
        Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(before.root(), known);
        Set<Node> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(after.root(), all);
        all.removeAll(known);
        return all.size();
    }

    static int height(Document document) {
        return document.root().height();
    }

    static int leaves(Document document) {
        return document.leaves().size();
    }

    private static void collect(Node node, Set<Node> nodes) {
        if (nodes.add(node) && node instanceof Branch branch) {
            for (Node child : branch.children) {
                collect(child, nodes);
            }
        }
    }

    private static void verify(Node node, boolean root) {
        if (node instanceof Leaf leaf) {
            require(leaf.length > 0 && leaf.length <= Leaf.MAX, "a leaf of " + leaf.length);
            return;
        }
        Branch branch = (Branch) node;
        int count = branch.children.length;
        require(count >= (root ? 2 : Branch.MIN) && count <= Branch.MAX, "a branch of " + count);
        int end = 0;
        long weight = 0;
        int rich = 0;
        for (int i = 0; i < count; i++) {
            Node child = branch.children[i];
            require(child.height() == branch.height() - 1, "children of different height");
            require(branch.start(i) == end, "a child that starts elsewhere");
            end += child.length;
            require(branch.end(i) == end, "a child that ends elsewhere");
            weight += child.weight();
            rich += child.richLeaves();
            verify(child, false);
        }
        require(branch.length == end, "a branch of another length");
        require(branch.richLeaves() == rich, "miscounted rich leaves");
        require(branch.weight() > weight && branch.weight() < weight + 512, "a branch of another weight");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
