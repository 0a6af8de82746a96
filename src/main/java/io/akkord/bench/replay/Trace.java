package io.akkord.bench.replay;

import java.util.List;

/**
 * A recorded editing history of one author.
 *
 * @param edits in order, from the empty text
 * @param endContent the text they make
 */
public record Trace(List<Edit> edits, String endContent) {
    public Trace {
        edits = List.copyOf(edits);
    }

    /** At {@code position}, {@code deleted} UTF-16 units go and {@code inserted} comes. */
    public record Edit(int position, int deleted, String inserted) {}
}
