package io.akkord.journal;

/**
 * Encrypts single values before they are stored. A value is bound to its place: where it lies under another tenant, object, key or
 * version it does not open.
 */
public interface ValueCipher {
    /**
     * The value as it may be stored.
     *
     * @param object kind and name, as in {@link io.akkord.kind.ObjectId#path}
     * @param version of the commit that stores the value
     * @return what tells nothing but its length, and the id of the key that opens it
     */
    byte[] seal(String tenant, String object, String key, long version, byte[] clear);

    /**
     * The inverse of {@link #seal} for the same place.
     *
     * @throws UnreadableValueException where no key opens it, or it was not sealed for this place
     */
    byte[] open(String tenant, String object, String key, long version, byte[] sealed);

    /** For installations without a key set: nothing is sealed there, and nothing sealed can be read. */
    ValueCipher NONE = new ValueCipher() {
        @Override
        public byte[] seal(String tenant, String object, String key, long version, byte[] clear) {
            throw new IllegalStateException("Values are to be encrypted, but there is no key set.");
        }

        @Override
        public byte[] open(String tenant, String object, String key, long version, byte[] sealed) {
            throw new UnreadableValueException(
                    UnreadableValueException.Reason.NO_KEY, "An encrypted value was read, but there is no key set.");
        }
    };
}
