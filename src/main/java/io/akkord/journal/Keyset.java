package io.akkord.journal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.akkord.settings.KeysetSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys that encrypt values: AES-256-GCM, one of them primary (it seals), the others kept to open what they sealed. Stored as Tink's
 * JSON key set in clear, so whoever reads that file reads everything.
 */
public final class Keyset {
    private static final String KIND =
            "Akkord takes AES-256-GCM keys whose id stands with each value (Tink's AES256_GCM).";

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final KeysetHandle handle;

    private Keyset(KeysetHandle handle) {
        this.handle = handle;
    }

    /** A set with one new key. */
    public static Keyset create() {
        return guarded(
                "A key cannot be made",
                () -> new Keyset(
                        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get())));
    }

    /** This set with a new key that seals nothing yet; it stands last. */
    public Keyset added() {
        return guarded("A key cannot be made", () -> {
            KeysetHandle.Builder.Entry next = KeysetHandle.generateEntryFromParameters(
                            PredefinedAeadParameters.AES256_GCM)
                    .withRandomId();
            return new Keyset(KeysetHandle.newBuilder(handle).addEntry(next).build());
        });
    }

    /** This set with its last key, the newest, as the primary one; the same where it is that. */
    public Keyset promoted() {
        return guarded("A key cannot be made the primary one", () -> {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
            builder.getAt(last()).makePrimary();
            return new Keyset(builder.build());
        });
    }

    /** This set with a new key as its primary one. */
    public Keyset rotated() {
        return added().promoted();
    }

    /** The id of the key that was added last. */
    public int newest() {
        return handle.getAt(last()).getId();
    }

    /** Where the last key stands that opens; there is one, the primary. */
    private int last() {
        int last = handle.size() - 1;
        while (handle.getAt(last).getStatus() != KeyStatus.ENABLED) {
            last--;
        }
        return last;
    }

    /** What the configuration gives; none where it gives none. Throws {@link StorageException} for what is no key set. */
    public static Optional<Keyset> of(KeysetSettings settings) {
        if (settings.file().isPresent()) {
            return Optional.of(read(settings.file().get()));
        }
        return settings.encoded().map(encoded -> parse(decode(encoded), "AKKORD_KEYSET"));
    }

    public static Keyset read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new StorageException("The key set " + file + " cannot be read.", e);
        }
    }

    private static String decode(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded.replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause: its text quotes input.
            throw new StorageException("The key set of AKKORD_KEYSET is not base64.");
        }
    }

    /** @param json Tink's JSON form */
    static Keyset parse(String json, String source) {
        KeysetHandle handle;
        try {
            handle = TinkJsonProtoKeysetFormat.parseKeyset(
                    json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without the cause: its text may quote the key set.
            throw new StorageException("The key set of " + source + " is not one in Tink's JSON form.");
        }
        for (int i = 0; i < handle.size(); i++) {
            if (!handle.getAt(i).getKey().getParameters().equals(PredefinedAeadParameters.AES256_GCM)) {
                throw new StorageException("The key set of " + source + " holds a key of another kind. " + KIND);
            }
        }
        return new Keyset(handle);
    }

    /** Tink's JSON form: secret. */
    public String toJson() {
        return guarded(
                "The key set cannot be written",
                () -> TinkJsonProtoKeysetFormat.serializeKeyset(
                        handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    /** The id of the key that seals. */
    public int primary() {
        return handle.getPrimary().getId();
    }

    /** The ids of the keys that open. */
    public SortedSet<Integer> ids() {
        SortedSet<Integer> ids = new TreeSet<>(Integer::compareUnsigned);
        for (int i = 0; i < handle.size(); i++) {
            if (handle.getAt(i).getStatus() == KeyStatus.ENABLED) {
                ids.add(handle.getAt(i).getId());
            }
        }
        return ids;
    }

    Aead aead() {
        return guarded(
                "The key set cannot be used", () -> handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    private interface Guarded<T> {
        T run() throws GeneralSecurityException;
    }

    private static <T> T guarded(String otherwise, Guarded<T> work) {
        try {
            return work.run();
        } catch (GeneralSecurityException e) {
            throw new StorageException(otherwise + ".", e);
        }
    }

    /** Which keys, not the keys. */
    @Override
    public String toString() {
        return "Keyset" + ids().stream().map(Integer::toUnsignedString).toList();
    }
}
