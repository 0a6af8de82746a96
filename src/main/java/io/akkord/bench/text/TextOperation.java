package io.akkord.bench.text;

import java.util.List;

/**
 * A change of a text, in the protocol's canonical form: no empty step, equal neighbours merged, insert before delete, no keep at the
 * end. Make one with a {@link Draft}, by {@link #replace}, or out of others by {@link Merge}.
 */
public record TextOperation(List<Step> steps) {
    public static final TextOperation NOTHING = new TextOperation(List.of());

    public TextOperation {
        steps = List.copyOf(steps);
    }

    /** At {@code position}, {@code deleted} units go and {@code inserted} comes. */
    public static TextOperation replace(int position, int deleted, String inserted) {
        return new Draft().keep(position).insert(inserted).delete(deleted).finish();
    }

    public boolean isNothing() {
        return steps.isEmpty();
    }
}
