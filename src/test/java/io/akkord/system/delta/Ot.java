package io.akkord.system.delta;

import io.akkord.system.delta.Part.Kind;
import java.util.List;

/** Compose and transform, after Quill's Delta. */
public final class Ot {
    private Ot() {}

    /** One operation that does what {@code first} and then {@code second} do. */
    public static Delta compose(Delta first, Delta second) {
        Cursor a = new Cursor(first);
        Cursor b = new Cursor(second);
        Delta.Builder out = new Delta.Builder();
        while (a.hasMore() || b.hasMore()) {
            if (b.kind() == Kind.INSERT) {
                out.push(b.take(b.left()));
            } else if (a.kind() == Kind.DELETE) {
                out.push(a.take(a.left()));
            } else {
                int length = Math.min(a.left(), b.left());
                Part old = a.take(length);
                Part change = b.take(length);
                if (change.is(Kind.RETAIN)) {
                    out.push(old.with(Attributes.compose(old.attributes(), change.attributes(), old.is(Kind.RETAIN))));
                } else if (old.is(Kind.RETAIN)) {
                    out.push(change);
                }
            }
        }
        return out.build();
    }

    /** {@code later} as it acts after {@code earlier}; with {@code earlierFirst} the earlier insert stands left at one place. */
    public static Delta transform(Delta earlier, Delta later, boolean earlierFirst) {
        Cursor a = new Cursor(earlier);
        Cursor b = new Cursor(later);
        Delta.Builder out = new Delta.Builder();
        while (a.hasMore() || b.hasMore()) {
            if (a.kind() == Kind.INSERT && (earlierFirst || b.kind() != Kind.INSERT)) {
                out.push(Part.retain(a.take(a.left()).length()));
            } else if (b.kind() == Kind.INSERT) {
                out.push(b.take(b.left()));
            } else {
                int length = Math.min(a.left(), b.left());
                Part over = a.take(length);
                Part mine = b.take(length);
                if (over.is(Kind.RETAIN)) {
                    out.push(mine.with(Attributes.transform(over.attributes(), mine.attributes(), earlierFirst)));
                }
            }
        }
        return out.build();
    }

    /** The smallest single replacement that makes {@code to} of {@code from}: common ends kept, no surrogate pair split. */
    public static Delta difference(String from, String to) {
        int most = Math.min(from.length(), to.length());
        int head = 0;
        while (head < most && from.charAt(head) == to.charAt(head)) {
            head++;
        }
        if (head > 0 && Character.isHighSurrogate(from.charAt(head - 1))) {
            head--;
        }
        int tail = 0;
        while (tail < most - head && from.charAt(from.length() - 1 - tail) == to.charAt(to.length() - 1 - tail)) {
            tail++;
        }
        if (tail > 0 && Character.isLowSurrogate(from.charAt(from.length() - tail))) {
            tail--;
        }
        return Delta.edit(head, from.length() - tail - head, to.substring(head, to.length() - tail));
    }

    /** Walks over an operation; behind its end everything is retained. */
    private static final class Cursor {
        private static final Part REST = Part.retain(Integer.MAX_VALUE);
        private final List<Part> parts;
        private int index;
        private int offset;

        Cursor(Delta delta) {
            parts = delta.parts();
        }

        boolean hasMore() {
            return index < parts.size();
        }

        private Part here() {
            return hasMore() ? parts.get(index) : REST;
        }

        Kind kind() {
            return here().kind();
        }

        int left() {
            return here().length() - offset;
        }

        Part take(int count) {
            if (!hasMore()) {
                return Part.retain(count);
            }
            Part piece = parts.get(index).piece(offset, count);
            offset += count;
            if (offset == parts.get(index).length()) {
                index++;
                offset = 0;
            }
            return piece;
        }
    }
}
