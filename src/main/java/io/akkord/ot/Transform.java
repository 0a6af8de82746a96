package io.akkord.ot;

/** Quill-delta's {@code transform} over flat components, with short cuts for edits that do not touch each other. */
final class Transform {
    private Transform() {}

    /** See {@link Operation#transform}. */
    static Operation transform(Operation first, Operation other, boolean priority) {
        if (first.isEmpty() || other.isEmpty()) {
            return other;
        }
        // Most concurrent edits are in different places: nothing changes, or only the length that is passed over first.
        int firstStart = leadingRetain(first);
        if (other.baseLength() < firstStart || (other.baseLength() == firstStart && !insertsLast(other))) {
            return other;
        }
        int otherStart = leadingRetain(other);
        if (first.baseLength() < otherStart || (first.baseLength() == otherStart && !insertsLast(first))) {
            int start = otherStart + first.lengthChange();
            // Not so where all before it is deleted; and sums beyond int are left to the builder's refusal.
            if (start > 0 && other.baseLength() + first.lengthChange() > 0) {
                return other.startingAt(start);
            }
        }
        return merge(first, other, priority);
    }

    private static int leadingRetain(Operation operation) {
        int length = operation.lengths[0];
        return length > 0
                        && operation.content(0) == null
                        && operation.attributes(0).isEmpty()
                ? length
                : 0;
    }

    /** Whether the operation inserts right at its base length, where the next one may insert too. */
    private static boolean insertsLast(Operation operation) {
        return operation.content(operation.size() - 1) != null;
    }

    private static Operation merge(Operation first, Operation other, boolean priority) {
        OperationBuilder out = new OperationBuilder(first.size() + other.size());
        int i = 0;
        int j = 0;
        // Units left of the current component; a list that has ended retains for ever.
        int firstLeft = first.length(0);
        int otherLeft = other.length(0);
        while (j < other.size()) {
            boolean firstEnded = i == first.size();
            Object otherContent = other.content(j);
            if (!firstEnded && first.content(i) != null && (priority || otherContent == null)) {
                out.addRetain(firstLeft, Attributes.NONE);
                firstLeft = ++i < first.size() ? first.length(i) : 0;
                continue;
            }
            if (otherContent instanceof String text) {
                out.addText(text, other.attributes(j));
                otherLeft = 0;
            } else if (otherContent instanceof Embed embed) {
                out.addEmbed(embed, other.attributes(j));
                otherLeft = 0;
            } else {
                int length = firstEnded ? otherLeft : Math.min(firstLeft, otherLeft);
                if (firstEnded || first.lengths[i] > 0) {
                    if (other.lengths[j] < 0) {
                        out.addDelete(length);
                    } else {
                        out.addRetain(
                                length,
                                firstEnded
                                        ? other.attributes(j)
                                        : first.attributes(i).transform(other.attributes(j), priority));
                    }
                }
                otherLeft -= length;
                if (!firstEnded) {
                    firstLeft -= length;
                    if (firstLeft == 0) {
                        firstLeft = ++i < first.size() ? first.length(i) : 0;
                    }
                }
            }
            if (otherLeft == 0 && ++j < other.size()) {
                otherLeft = other.length(j);
            }
        }
        return out.build();
    }
}
