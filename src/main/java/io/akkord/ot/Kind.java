package io.akkord.ot;

/** What a component of an {@link Operation} does. */
public enum Kind {
    /** Passes over units of the document, changing at most their attributes. */
    RETAIN,
    /** Inserts text. */
    INSERT,
    /** Inserts one embed, of length 1. */
    EMBED,
    /** Removes units. */
    DELETE
}
