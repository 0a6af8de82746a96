package io.akkord.ot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text or rich text: an immutable rope (see {@link Node}), so that a version costs what an edit changed and old versions stay
 * readable for free. Positions are UTF-16 units, an embed is one unit. Equality is by content, not by how the rope is cut.
 */
public final class Document {
    public static final Document EMPTY = new Document(Leaf.EMPTY);

    private final Node root;

    private Document(Node root) {
        this.root = root;
    }

    /**
     * The document that a list of inserts makes.
     *
     * @throws OperationRefused with {@link OperationFault#NOT_A_DOCUMENT} where the operation also retains or deletes
     */
    public static Document of(Operation inserts) {
        if (inserts.baseLength() > 0) {
            throw new OperationRefused(OperationFault.NOT_A_DOCUMENT);
        }
        return EMPTY.apply(inserts);
    }

    /** A plain document; refuses text that is not {@link io.akkord.json.StrictText}. */
    public static Document ofText(String text) {
        return of(Operation.insert(0, text));
    }

    public int length() {
        return root.length;
    }

    /** Whether there are neither attributes nor embeds. */
    public boolean isPlain() {
        return root.richLeaves() == 0;
    }

    /** Rough bytes of heap of this version, counted as if it shared nothing. O(1). */
    public long weight() {
        return root.weight();
    }

    /** Why the operation does not fit this document: its end, a surrogate pair cut in two. O(components · log n). */
    public Optional<OperationFault> check(Operation operation) {
        if (operation.baseLength() > length()) {
            return Optional.of(OperationFault.PAST_END);
        }
        if (operation.lengthChange() > Integer.MAX_VALUE - length()) {
            return Optional.of(OperationFault.TOO_LONG);
        }
        int at = 0;
        for (int i = 0; i < operation.size(); i++) {
            if (operation.content(i) == null) {
                at += operation.length(i);
                if (splitsPair(at)) {
                    return Optional.of(OperationFault.SPLITS_PAIR);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The document after an operation that {@link #check} passed; surrogate pairs are not looked at again.
     *
     * @throws OperationRefused with {@link OperationFault#PAST_END} or {@link OperationFault#TOO_LONG}
     */
    public Document apply(Operation operation) {
        if (operation.baseLength() > length()) {
            throw new OperationRefused(OperationFault.PAST_END);
        }
        if (operation.lengthChange() > Integer.MAX_VALUE - length()) {
            throw new OperationRefused(OperationFault.TOO_LONG);
        }
        if (length() == 0 && operation.size() > 1) {
            return new Document(built(operation));
        }
        Node node = root;
        int at = 0;
        for (int i = 0; i < operation.size(); i++) {
            int length = operation.lengths[i];
            Object content = operation.content(i);
            if (content instanceof String text) {
                node = RopeEdit.insert(node, at, text, operation.attributes(i));
                at += length;
            } else if (content instanceof Embed embed) {
                node = RopeEdit.insert(node, at, embed, operation.attributes(i));
                at += length;
            } else if (length < 0) {
                node = RopeEdit.delete(node, at, at - length);
            } else {
                Attributes attributes = operation.attributes(i);
                if (!attributes.isEmpty()) {
                    node = RopeEdit.format(node, at, at + length, attributes);
                }
                at += length;
            }
        }
        return node == root ? this : new Document(node);
    }

    /** The unit at an index; U+FFFC for an embed. */
    public char charAt(int index) {
        if (index < 0 || index >= length()) {
            throw new IndexOutOfBoundsException(index);
        }
        Node node = root;
        int at = index;
        while (node instanceof Branch branch) {
            int i = branch.childHolding(at);
            at -= branch.start(i);
            node = branch.children[i];
        }
        return ((Leaf) node).charAt(at);
    }

    /** The whole text; embeds are left out, as in Quill's {@code getText}. */
    public String text() {
        return text(0, length());
    }

    /** The text of the units from {@code from} up to {@code to}; embeds are left out. */
    public String text(int from, int to) {
        if (from < 0 || from > to || to > length()) {
            throw new IndexOutOfBoundsException(from);
        }
        StringBuilder out = new StringBuilder(to - from);
        LeafWalk.walk(root, from, to, (leaf, start, end) -> out.append(leaf.text(start, end)));
        return out.toString();
    }

    /** The document as an operation on the empty one. */
    public Operation toOperation() {
        OperationBuilder out = new OperationBuilder(4);
        appendTo(out, 0, length());
        return out.build();
    }

    /** Walks the whole document; the text is made piece by piece. */
    public void forEachRun(RunVisitor visitor) {
        forEachRun(0, length(), visitor);
    }

    /** The least change that keeps the common beginning and end: see {@link DocumentDiff}. */
    public Operation diff(Document after) {
        return DocumentDiff.diff(this, after);
    }

    void forEachRun(int from, int to, RunVisitor visitor) {
        LeafWalk.walk(root, from, to, (leaf, start, end) -> {
            if (leaf.embed != null) {
                visitor.embed(leaf.embed, leaf.attributes);
            } else {
                visitor.text(leaf.text(start, end), leaf.attributes);
            }
        });
    }

    /** Sees how many units have which attributes. */
    interface SpanVisitor {
        void span(int units, Attributes attributes);
    }

    void forEachSpan(int from, int to, SpanVisitor visitor) {
        LeafWalk.walk(root, from, to, (leaf, start, end) -> visitor.span(end - start, leaf.attributes));
    }

    /** Appends a range of the document as inserts. */
    void appendTo(OperationBuilder out, int from, int to) {
        LeafWalk.walk(root, from, to, (leaf, start, end) -> {
            if (leaf.embed != null) {
                out.addEmbed(leaf.embed, leaf.attributes);
            } else {
                out.addText(leaf.text(start, end), leaf.attributes);
            }
        });
    }

    List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        LeafWalk.walk(root, 0, length(), (leaf, start, end) -> leaves.add(leaf));
        return leaves;
    }

    /** The tree, for tests of its shape. */
    Node root() {
        return root;
    }

    boolean splitsPair(int at) {
        return at > 0
                && at < length()
                && Character.isLowSurrogate(charAt(at))
                && Character.isHighSurrogate(charAt(at - 1));
    }

    private static Node built(Operation inserts) {
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < inserts.size(); i++) {
            if (inserts.content(i) instanceof String text) {
                Rope.cutIntoLeaves(text, inserts.attributes(i), leaves);
            } else {
                leaves.add(Leaf.of(inserts.embed(i), inserts.attributes(i)));
            }
        }
        return Rope.build(leaves);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Document that
                        && length() == that.length()
                        && (root == that.root || DocumentDiff.sameContent(this, that)));
    }

    @Override
    public int hashCode() {
        int[] hash = {length()};
        LeafWalk.walk(root, 0, length(), (leaf, start, end) -> {
            for (int i = start; i < end; i++) {
                hash[0] = 31 * hash[0] + leaf.charAt(i);
            }
        });
        return hash[0];
    }

    @Override
    public String toString() {
        return "Document[" + length() + " units]";
    }
}
