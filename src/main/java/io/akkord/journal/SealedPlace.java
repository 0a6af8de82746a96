package io.akkord.journal;

/**
 * What a sealed value is bound to, in a form in which no two places look alike: each text is preceded by its length.
 *
 * <pre>
 *   purpose | tenant | object | key | version:8        text = length:4 | so many UTF-16 code units:2
 * </pre>
 *
 * Numbers are little-endian. This form is a contract: values sealed under another one do not open.
 */
record SealedPlace(String purpose, String tenant, String object, String key, long version) {
    private static final String VALUE = "akkord.value.1";
    private static final String CHECK = "akkord.key-check.1";

    static SealedPlace value(String tenant, String object, String key, long version) {
        return new SealedPlace(VALUE, tenant, object, key, version);
    }

    /** Where the value stands that tells whether a key is the right one. */
    static SealedPlace keyCheck(String origin, int keyId) {
        return new SealedPlace(CHECK, "", origin, "", keyId);
    }

    byte[] bytes() {
        ByteWriter out = new ByteWriter(64 + 2 * (tenant.length() + object.length() + key.length()));
        for (String text : new String[] {purpose, tenant, object, key}) {
            out.writeInt(text.length());
            for (int i = 0; i < text.length(); i++) {
                // Code units, not UTF-8: that would have one form for all unpaired surrogates.
                out.writeByte(text.charAt(i)).writeByte(text.charAt(i) >>> 8);
            }
        }
        return out.writeLong(version).toBytes();
    }
}
