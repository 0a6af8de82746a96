package io.akkord.bench.text;

import io.akkord.bench.text.Step.Insert;
import io.akkord.bench.text.Step.Keep;

/** Compose and transform, as the protocol defines them for operations of type {@code text}. */
public final class Merge {
    private Merge() {}

    /** One operation that does what {@code first} and then {@code second} do. */
    public static TextOperation compose(TextOperation first, TextOperation second) {
        Walk a = new Walk(first);
        Walk b = new Walk(second);
        Draft out = new Draft();
        while (a.hasMore() || b.hasMore()) {
            if (b.atInsert()) {
                out.add(b.take());
            } else if (a.atDelete()) {
                out.add(a.take());
            } else {
                int length = Math.min(a.left(), b.left());
                Step before = a.take(length);
                Step after = b.take(length);
                if (after instanceof Keep) {
                    out.add(before);
                } else if (before instanceof Keep) {
                    out.add(after);
                }
            }
        }
        return out.finish();
    }

    /** {@code own}, not committed yet, as it acts after {@code committed}: at one place the committed insert stands first. */
    public static TextOperation behind(TextOperation committed, TextOperation own) {
        return transform(committed, own, true);
    }

    /** {@code committed} as it acts on a text that has {@code own} already. */
    public static TextOperation onto(TextOperation own, TextOperation committed) {
        return transform(own, committed, false);
    }

    private static TextOperation transform(TextOperation over, TextOperation moved, boolean overStandsFirst) {
        Walk a = new Walk(over);
        Walk b = new Walk(moved);
        Draft out = new Draft();
        while (b.hasMore()) {
            if (a.atInsert() && (overStandsFirst || !b.atInsert())) {
                out.keep(a.take().length());
            } else if (b.atInsert()) {
                out.insert(((Insert) b.take()).text());
            } else {
                int length = Math.min(a.left(), b.left());
                boolean stillThere = a.take(length) instanceof Keep;
                Step step = b.take(length);
                if (stillThere) {
                    out.add(step);
                }
            }
        }
        return out.finish();
    }
}
