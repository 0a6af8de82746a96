package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values open with their key and in their place, and otherwise not at all. */
class TinkCipherTest {
    private static final byte[] CLEAR = "{\"card\":\"4111\"}".getBytes(StandardCharsets.UTF_8);

    private final Keyset keyset = Keyset.create();
    private final TinkCipher cipher = new TinkCipher(keyset);

    private byte[] sealed() {
        return cipher.seal("-", "namespaces/shop", "secret:card", 7, CLEAR);
    }

    private static void unreadable(
            UnreadableValueException.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable open) {
        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(open)
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasNoCause();
                });
    }

    @Test
    void a_value_opens_in_its_place_and_shows_nothing_else_of_it() {
        assertThat(cipher.open("-", "namespaces/shop", "secret:card", 7, sealed()))
                .isEqualTo(CLEAR);
        assertThat(new String(sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("card", "4111");
        assertThat(sealed()).isNotEqualTo(sealed());
        byte[] nothing = cipher.seal("-", "namespaces/shop", "k", 1, new byte[0]);
        assertThat(cipher.open("-", "namespaces/shop", "k", 1, nothing)).isEmpty();
    }

    @Test
    void it_bears_the_id_of_its_key() {
        byte[] sealed = sealed();
        assertThat(HexFormat.of().formatHex(sealed, 0, 5))
                .isEqualTo("01" + HexFormat.of().toHexDigits(keyset.primary()));
        assertThat(sealed).hasSize(5 + 12 + CLEAR.length + 16);
    }

    @Test
    void a_value_that_was_moved_does_not_open() {
        byte[] sealed = sealed();
        var moved = UnreadableValueException.Reason.NOT_AUTHENTIC;
        unreadable(moved, () -> cipher.open("acme", "namespaces/shop", "secret:card", 7, sealed));
        unreadable(moved, () -> cipher.open("-", "namespaces/shop2", "secret:card", 7, sealed));
        unreadable(moved, () -> cipher.open("-", "namespaces/shop", "secret:cord", 7, sealed));
        unreadable(moved, () -> cipher.open("-", "namespaces/shop", "secret:card", 8, sealed));
        unreadable(moved, () -> cipher.open("-", "namespaces/sho", "psecret:card", 7, sealed));
    }

    @Test
    void a_value_that_was_changed_or_cut_does_not_open() {
        byte[] sealed = sealed();
        for (int i = 5; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            unreadable(
                    UnreadableValueException.Reason.NOT_AUTHENTIC,
                    () -> cipher.open("-", "namespaces/shop", "secret:card", 7, changed));
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(sealed, length);
            unreadable(
                    UnreadableValueException.Reason.NOT_AUTHENTIC,
                    () -> cipher.open("-", "namespaces/shop", "secret:card", 7, cut));
        }
    }

    @Test
    void no_two_places_look_alike() {
        Set<String> forms = new HashSet<>();
        String[] texts = {"", "a", "b", "ab", "\u0000a", "a\u0000", "ä", "\ud800", "\udc00"};
        int places = 0;
        for (String tenant : texts) {
            for (String object : texts) {
                for (String key : texts) {
                    for (long version : new long[] {0, 1, 0x6100000001L}) {
                        forms.add(HexFormat.of()
                                .formatHex(SealedPlace.value(tenant, object, key, version)
                                        .bytes()));
                        places++;
                    }
                }
            }
        }
        assertThat(forms).hasSize(places);
    }

    @Test
    void the_form_of_a_place_never_changes() {
        assertThat(HexFormat.of()
                        .formatHex(SealedPlace.value("-", "n/é", "k", 258).bytes()))
                .isEqualTo("0e000000" + "61006b006b006f00720064002e00760061006c00750065002e003100"
                        + "01000000" + "2d00"
                        + "03000000" + "6e002f00e900"
                        + "01000000" + "6b00"
                        + "0201000000000000");
    }

    @Test
    void after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() {
        byte[] old = sealed();
        Keyset rotated = Keyset.parse(keyset.rotated().toJson(), "test");
        TinkCipher next = new TinkCipher(rotated);

        assertThat(rotated.ids()).hasSize(2).contains(keyset.primary());
        assertThat(rotated.primary()).isNotEqualTo(keyset.primary());
        assertThat(next.open("-", "namespaces/shop", "secret:card", 7, old)).isEqualTo(CLEAR);
        byte[] fresh = next.seal("-", "namespaces/shop", "secret:card", 8, CLEAR);
        assertThat(next.open("-", "namespaces/shop", "secret:card", 8, fresh)).isEqualTo(CLEAR);
        unreadable(
                UnreadableValueException.Reason.NO_KEY,
                () -> cipher.open("-", "namespaces/shop", "secret:card", 8, fresh));
    }

    @Test
    void a_key_that_was_added_opens_what_others_seal_with_it_and_seals_nothing_before_it_is_promoted() {
        Keyset added = Keyset.parse(keyset.added().toJson(), "test");
        TinkCipher known = new TinkCipher(added);
        assertThat(added.primary()).isEqualTo(keyset.primary());
        byte[] meanwhile = known.seal("-", "namespaces/shop", "secret:card", 7, CLEAR);
        assertThat(cipher.open("-", "namespaces/shop", "secret:card", 7, meanwhile))
                .isEqualTo(CLEAR);

        Keyset promoted = Keyset.parse(added.promoted().toJson(), "test");
        assertThat(promoted.primary()).isEqualTo(added.newest()).isEqualTo(promoted.newest());
        assertThat(promoted.promoted().primary()).isEqualTo(promoted.primary());
        byte[] fresh = new TinkCipher(promoted).seal("-", "namespaces/shop", "secret:card", 8, CLEAR);
        assertThat(known.open("-", "namespaces/shop", "secret:card", 8, fresh)).isEqualTo(CLEAR);
    }

    @Test
    void without_a_key_set_nothing_sealed_can_be_read() {
        byte[] sealed = sealed();
        unreadable(
                UnreadableValueException.Reason.NO_KEY,
                () -> ValueCipher.NONE.open("-", "namespaces/shop", "secret:card", 7, sealed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{}",
                "[]",
                "{\"primaryKeyId\":1,\"key\":[]}",
                "{\"key\":[{\"keyData\":\"secret\"}]}"
            })
    void what_is_no_key_set_is_told_without_quoting_it(String json) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Keyset.parse(json, "keys.json"))
                .satisfies(e -> assertThat(e.getMessage()).contains("keys.json").doesNotContain("secret"))
                .withNoCause();
    }

    @Test
    void keys_of_another_kind_are_refused() throws Exception {
        Parameters unnamed = AesGcmParameters.builder()
                .setKeySizeBytes(32)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        for (Parameters other : new Parameters[] {PredefinedAeadParameters.AES128_GCM, unnamed}) {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(other, RegistryConfiguration.get()),
                    RegistryConfiguration.get(),
                    InsecureSecretKeyAccess.get());
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Keyset.parse(json, "keys.json"))
                    .withMessageContaining("AES-256-GCM");
        }
    }

    @Test
    void a_key_set_shows_its_ids_only() {
        assertThat(keyset).hasToString("Keyset[" + Integer.toUnsignedString(keyset.primary()) + "]");
    }
}
