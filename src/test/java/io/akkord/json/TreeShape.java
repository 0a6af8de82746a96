package io.akkord.json;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The shape the trees of arrays and objects must have, and how much of it two versions share. */
final class TreeShape {
    private TreeShape() {}

    static void verify(JsonValue value) {
        if (value instanceof JsonArray array) {
            verify(array.root(), true);
            array.items().forEach(TreeShape::verify);
        } else if (value instanceof JsonObject object) {
            Members members = (Members) object.members();
            verify(members.inOrder(), true);
            require((members.byName() == null) == (members.size() <= Members.FEW), "an index of its own accord");
            if (members.byName() != null) {
                verify(members.byName(), true);
                require(members.byName().size == members.size(), "an index of another size");
            }
            members.values().forEach(TreeShape::verify);
        }
    }

    /** Nodes of the trees of {@code after} that those of {@code before} do not have, not looking into items. */
    static int newNodes(JsonValue before, JsonValue after) {
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(before, known);
        Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(after, all);
        all.removeAll(known);
        return all.size();
    }

    private static void collect(JsonValue value, Set<Object> nodes) {
        if (value instanceof JsonArray array) {
            collect(array.root(), nodes);
        } else if (value instanceof JsonObject object) {
            Members members = (Members) object.members();
            collect(members.inOrder(), nodes);
            if (members.byName() != null) {
                collect(members.byName(), nodes);
            }
        }
    }

    private static void collect(TreeNode<?> node, Set<Object> nodes) {
        if (nodes.add(node) && node.height > 0) {
            for (Object child : node.slots()) {
                collect((TreeNode<?>) child, nodes);
            }
        }
    }

    private static void verify(TreeNode<?> node, boolean root) {
        Object[] slots = node.slots();
        int least = !root ? TreeNode.MIN : node.height > 0 ? 2 : 0;
        require(slots.length >= least && slots.length <= TreeNode.MAX, "a node of " + slots.length);
        int size = 0;
        int depth = 0;
        long weight = 0;
        for (Object slot : slots) {
            if (node.height > 0) {
                TreeNode<?> child = (TreeNode<?>) slot;
                require(child.height == node.height - 1, "children of different height");
                verify(child, false);
                size += child.size;
                depth = Math.max(depth, child.depth());
                weight += child.weight();
            } else {
                Measured item = (Measured) slot;
                size++;
                depth = Math.max(depth, item.depth());
                weight += item.weight();
            }
        }
        require(node.size == size && node.depth() == depth && node.weight() == weight, "a node that measures wrongly");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
