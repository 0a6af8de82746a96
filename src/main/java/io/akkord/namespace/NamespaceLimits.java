package io.akkord.namespace;

/**
 * How large a namespace may be; sizes in characters of JSON text, as {@link io.akkord.json.JsonValue#weight} counts.
 *
 * @param value of one value or MFE
 * @param keys how many
 * @param size of all keys and values together
 * @param mfes how many
 */
public record NamespaceLimits(long value, int keys, long size, int mfes) {
    public static final NamespaceLimits DEFAULT = new NamespaceLimits(1 << 20, 1_000_000, 64 << 20, 10_000);

    /** Characters of a key, of which none is a control character. */
    public static final int MAX_KEY = 256;

    /** Characters of the id of an MFE, of which none is a control character. */
    public static final int MAX_MFE = 128;

    /** Arrays and objects inside each other. */
    public static final int MAX_DEPTH = 64;

    /** Changes of one submission. */
    public static final int MAX_CHANGES = 10_000;

    /** Seconds. */
    public static final long MAX_TTL = 1_000_000_000;

    /** Keys that are deleted in one commit because their time has come. */
    public static final int MAX_DUE = 1_000;

    /** Whether a text can be a key. */
    public static boolean isKey(String text) {
        return ChangeCheck.isName(text, MAX_KEY);
    }
}
