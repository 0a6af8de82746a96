package io.akkord.namespace;

/**
 * What must hold for a write that is made on the head.
 *
 * @param on what it is about
 * @param name of the key or MFE; empty for the namespace
 * @param expected the version of the namespace, or the one that last changed the key or MFE; or one of the constants
 */
public record Condition(On on, String name, long expected) {
    /** What can be asked for. */
    public enum On {
        NAMESPACE,
        KEY,
        MFE
    }

    /** It must be there; else the write is refused because nothing is found. */
    public static final long FOUND = -3;

    /** It must be there; else the condition fails. */
    public static final long PRESENT = -2;

    public static final long ANY = -1;

    /** It must not be there. */
    public static final long ABSENT = 0;

    public static final Condition NONE = new Condition(On.NAMESPACE, "", ANY);

    public static Condition onNamespace(long expected) {
        return new Condition(On.NAMESPACE, "", expected);
    }

    public static Condition onKey(String key, long expected) {
        return new Condition(On.KEY, key, expected);
    }

    public static Condition onMfe(String id, long expected) {
        return new Condition(On.MFE, id, expected);
    }
}
