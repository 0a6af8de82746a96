package io.akkord.kind;

/**
 * Where one element of a commit's {@code changes} stands in the commit's bytes.
 *
 * @param topic what the element is about: a key, or something that begins with U+0000 and is of interest to everybody
 * @param from its first byte
 * @param to behind its last byte
 * @param valueFrom the first byte of the JSON of its value, which ends at {@code to - 1}; {@link #DELETED} where it has none, and
 *     {@code to} where it has one that was never stored and is not known any more
 */
public record Part(String topic, int from, int to, int valueFrom) {
    public static final int DELETED = -1;

    /** Whether there is no value any more. */
    public boolean deletes() {
        return valueFrom == DELETED;
    }

    /** Whether there is a value, but nobody who reads this learns which. */
    public boolean isLost() {
        return valueFrom == to;
    }
}
