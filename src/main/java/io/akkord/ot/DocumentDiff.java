package io.akkord.ot;

import java.util.List;

/**
 * The difference of two documents: what both begin with and what both end with is kept, with attributes changed where they differ;
 * what lies between is replaced. Never cuts a surrogate pair. Not the shortest edit script, but linear, and it leaves cursors and
 * pending edits of others in the kept parts alone.
 */
final class DocumentDiff {
    private final Document before;
    private final Document after;
    private final List<Leaf> left;
    private final List<Leaf> right;

    private DocumentDiff(Document before, Document after) {
        this.before = before;
        this.after = after;
        this.left = before.leaves();
        this.right = after.leaves();
    }

    static Operation diff(Document before, Document after) {
        return new DocumentDiff(before, after).operation();
    }

    /** Whether two documents of the same length have the same units, embeds and attributes. */
    static boolean sameContent(Document a, Document b) {
        return new DocumentDiff(a, b).commonStart(true) == a.length();
    }

    private Operation operation() {
        int prefix = commonStart(false);
        if (cuts(prefix, prefix)) {
            prefix--;
        }
        int suffix = commonEnd(Math.min(before.length(), after.length()) - prefix);
        if (cuts(before.length() - suffix, after.length() - suffix)) {
            suffix--;
        }
        OperationBuilder out = new OperationBuilder(4);
        keep(out, 0, 0, prefix);
        after.appendTo(out, prefix, after.length() - suffix);
        out.addDelete(before.length() - suffix - prefix);
        keep(out, before.length() - suffix, after.length() - suffix, suffix);
        return out.build();
    }

    private boolean cuts(int inBefore, int inAfter) {
        return before.splitsPair(inBefore) || after.splitsPair(inAfter);
    }

    /** Units from the start on that can be kept; with {@code exactly} only where the attributes are equal too. */
    private int commonStart(boolean exactly) {
        int i = 0;
        int j = 0;
        int inLeft = 0;
        int inRight = 0;
        int common = 0;
        while (i < left.size() && j < right.size()) {
            Leaf a = left.get(i);
            Leaf b = right.get(j);
            int step = Math.min(a.length - inLeft, b.length - inRight);
            if (a != b || inLeft != inRight) {
                if (!keepable(a, b, exactly)) {
                    return common;
                }
                int same = a.mismatch(inLeft, b, inRight, step);
                if (same < step) {
                    return common + same;
                }
            }
            common += step;
            inLeft += step;
            inRight += step;
            if (inLeft == a.length) {
                i++;
                inLeft = 0;
            }
            if (inRight == b.length) {
                j++;
                inRight = 0;
            }
        }
        return common;
    }

    private int commonEnd(int limit) {
        int i = left.size() - 1;
        int j = right.size() - 1;
        int endLeft = i < 0 ? 0 : left.get(i).length;
        int endRight = j < 0 ? 0 : right.get(j).length;
        int common = 0;
        while (common < limit) {
            Leaf a = left.get(i);
            Leaf b = right.get(j);
            int step = Math.min(limit - common, Math.min(endLeft, endRight));
            if (a != b || endLeft != endRight) {
                if (!keepable(a, b, false)) {
                    return common;
                }
                for (int k = 1; k <= step; k++) {
                    if (a.charAt(endLeft - k) != b.charAt(endRight - k)) {
                        return common + k - 1;
                    }
                }
            }
            common += step;
            endLeft -= step;
            endRight -= step;
            if (endLeft == 0 && --i >= 0) {
                endLeft = left.get(i).length;
            }
            if (endRight == 0 && --j >= 0) {
                endRight = right.get(j).length;
            }
        }
        return common;
    }

    /**
     * Whether units of one leaf can become units of the other by attributes alone. A {@code null} among the attributes of a text
     * can be inserted but not set later.
     */
    private static boolean keepable(Leaf a, Leaf b, boolean exactly) {
        if (a.embed == null ? b.embed != null : !a.embed.equals(b.embed)) {
            return false;
        }
        return a.attributes.equals(b.attributes) || (!exactly && !b.attributes.hasNull());
    }

    /** Retains units, with the attributes that turn one side's into the other's. */
    private void keep(OperationBuilder out, int fromLeft, int fromRight, int units) {
        SpanCursor a = new SpanCursor(left, fromLeft);
        SpanCursor b = new SpanCursor(right, fromRight);
        int kept = 0;
        while (kept < units) {
            int step = Math.min(units - kept, Math.min(a.left(), b.left()));
            out.addRetain(step, a.attributes().diff(b.attributes()));
            a.advance(step);
            b.advance(step);
            kept += step;
        }
    }

    /** A position in a list of leaves. */
    private static final class SpanCursor {
        private final List<Leaf> leaves;
        private int index;
        private int offset;

        SpanCursor(List<Leaf> leaves, int at) {
            this.leaves = leaves;
            this.offset = at;
            while (index < leaves.size() && offset >= leaves.get(index).length) {
                offset -= leaves.get(index++).length;
            }
        }

        int left() {
            return leaves.get(index).length - offset;
        }

        Attributes attributes() {
            return leaves.get(index).attributes;
        }

        void advance(int units) {
            offset += units;
            if (offset == leaves.get(index).length) {
                index++;
                offset = 0;
            }
        }
    }
}
