package io.akkord.journal;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * AES-256-GCM by Tink. A sealed value is Tink's ciphertext:
 *
 * <pre>
 *   1:1 | key id:4, big-endian | initialisation vector:12 | ciphertext | tag:16
 * </pre>
 *
 * with {@link SealedPlace} as associated data. Used by any number of threads.
 */
public final class TinkCipher implements ValueCipher {
    private static final int PREFIX = 5;

    private final Aead aead;
    private final Set<Integer> ids;

    public TinkCipher(Keyset keyset) {
        this.aead = keyset.aead();
        this.ids = Set.copyOf(keyset.ids());
    }

    @Override
    public byte[] seal(String tenant, String object, String key, long version, byte[] clear) {
        return seal(SealedPlace.value(tenant, object, key, version), clear);
    }

    @Override
    public byte[] open(String tenant, String object, String key, long version, byte[] sealed) {
        return open(SealedPlace.value(tenant, object, key, version), sealed);
    }

    byte[] seal(SealedPlace place, byte[] clear) {
        try {
            return aead.encrypt(clear, place.bytes());
        } catch (GeneralSecurityException e) {
            throw new StorageException("A value cannot be encrypted.", e);
        }
    }

    byte[] open(SealedPlace place, byte[] sealed) {
        try {
            return aead.decrypt(sealed, place.bytes());
        } catch (GeneralSecurityException e) {
            throw unreadable(sealed);
        }
    }

    private UnreadableValueException unreadable(byte[] sealed) {
        if (sealed.length < PREFIX || sealed[0] != 1) {
            return new UnreadableValueException(
                    UnreadableValueException.Reason.NOT_AUTHENTIC, "What should be an encrypted value is none.");
        }
        int id = ((sealed[1] & 0xFF) << 24)
                | ((sealed[2] & 0xFF) << 16)
                | ((sealed[3] & 0xFF) << 8)
                | (sealed[4] & 0xFF);
        return ids.contains(id)
                ? new UnreadableValueException(
                        UnreadableValueException.Reason.NOT_AUTHENTIC,
                        "An encrypted value was changed or moved: it does not open where it lies.")
                : new UnreadableValueException(
                        UnreadableValueException.Reason.NO_KEY,
                        "The key set lacks the key " + Integer.toUnsignedString(id) + " of an encrypted value.");
    }
}
