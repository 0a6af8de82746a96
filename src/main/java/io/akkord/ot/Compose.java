package io.akkord.ot;

/** Quill-delta's {@code compose} over flat components. */
final class Compose {
    private Compose() {}

    /** See {@link Operation#compose}. */
    static Operation compose(Operation first, Operation next) {
        if (first.isEmpty()) {
            return next;
        }
        if (next.isEmpty()) {
            return first;
        }
        return merge(first, next);
    }

    private static Operation merge(Operation first, Operation next) {
        OperationBuilder out = new OperationBuilder(first.size() + next.size());
        int i = 0;
        int j = 0;
        // Units left of the current component; a list that has ended retains for ever.
        int firstLeft = first.length(0);
        int nextLeft = next.length(0);
        while (i < first.size() || j < next.size()) {
            boolean firstEnded = i == first.size();
            boolean nextEnded = j == next.size();
            if (!nextEnded && next.content(j) != null) {
                add(out, next, j, 0, nextLeft, next.attributes(j));
                nextLeft = ++j < next.size() ? next.length(j) : 0;
                continue;
            }
            if (!firstEnded && first.lengths[i] < 0) {
                out.addDelete(firstLeft);
                firstLeft = ++i < first.size() ? first.length(i) : 0;
                continue;
            }
            int length = firstEnded ? nextLeft : nextEnded ? firstLeft : Math.min(firstLeft, nextLeft);
            boolean inserted = !firstEnded && first.content(i) != null;
            if (nextEnded || next.lengths[j] > 0) {
                Attributes before = firstEnded ? Attributes.NONE : first.attributes(i);
                Attributes both = nextEnded ? before : before.compose(next.attributes(j), !inserted);
                if (inserted) {
                    add(out, first, i, first.lengths[i] - firstLeft, length, both);
                } else {
                    out.addRetain(length, both);
                }
            } else if (!inserted) {
                out.addDelete(length);
            }
            if (!firstEnded) {
                firstLeft -= length;
                if (firstLeft == 0) {
                    firstLeft = ++i < first.size() ? first.length(i) : 0;
                }
            }
            if (!nextEnded) {
                nextLeft -= length;
                if (nextLeft == 0) {
                    nextLeft = ++j < next.size() ? next.length(j) : 0;
                }
            }
        }
        return out.build();
    }

    /** Adds {@code length} units, from the unit {@code from} on, of the insert {@code i}. */
    private static void add(
            OperationBuilder out, Operation operation, int i, int from, int length, Attributes attributes) {
        Object content = operation.content(i);
        if (content instanceof Embed embed) {
            out.addEmbed(embed, attributes);
        } else if (content instanceof String text) {
            out.addText(length == text.length() ? text : text.substring(from, from + length), attributes);
        }
    }
}
