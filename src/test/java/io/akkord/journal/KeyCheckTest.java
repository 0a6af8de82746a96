package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.akkord.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database opens with the keys that its values are encrypted with, and otherwise not at all. */
class KeyCheckTest {
    private static final byte[] CLEAR = {1, 2, 3};

    @TempDir
    Path folder;

    private final Keyset keyset = Keyset.create();

    private Settings settings(String keyset, boolean encrypts) {
        return Settings.of(ConfigFactory.parseMap(Map.of(
                        "akkord.data-dir", folder.resolve("data").toString(), "akkord.namespaces.keyset", keyset))
                .withValue(
                        "akkord.namespaces.defaults.encrypted",
                        ConfigValueFactory.fromAnyRef(encrypts ? java.util.List.of("secret:*") : java.util.List.of()))
                .withFallback(ConfigFactory.load()));
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private Database open(Keyset keys, boolean encrypts) {
        return Database.open(settings(base64(keys.toJson()), encrypts));
    }

    private void refused(Settings settings, String... because) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Database.open(settings).close())
                .satisfies(e -> assertThat(e.getMessage()).contains(because));
    }

    private static long keys(Database database) throws Exception {
        return database.read(connection -> {
                    try (var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM value_key")) {
                        rows.next();
                        return rows.getLong(1);
                    }
                })
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void without_encrypted_keys_nobody_needs_a_key_set() throws Exception {
        try (Database database = Database.open(settings("", false))) {
            assertThat(database.cipher()).isSameAs(ValueCipher.NONE);
        }
        try (Database database = open(keyset, false)) {
            assertThat(keys(database)).isZero();
        }
        Database.open(settings("", false)).close();
    }

    @Test
    void encrypted_keys_without_a_key_set_are_a_sentence() {
        refused(settings("", true), "no key set", "keyset create");
    }

    @Test
    void the_same_keys_open_what_they_sealed() throws Exception {
        byte[] sealed;
        try (Database database = open(keyset, true)) {
            assertThat(keys(database)).isEqualTo(1);
            sealed = database.cipher().seal("-", "namespaces/shop", "secret:a", 1, CLEAR);
        }
        try (Database database = open(keyset, true)) {
            assertThat(keys(database)).isEqualTo(1);
            assertThat(database.cipher().open("-", "namespaces/shop", "secret:a", 1, sealed))
                    .isEqualTo(CLEAR);
        }
    }

    @Test
    void a_rotated_set_opens_and_its_new_key_is_needed_from_then_on() throws Exception {
        Keyset rotated = keyset.rotated();
        open(keyset, true).close();
        try (Database database = open(rotated, true)) {
            assertThat(keys(database)).isEqualTo(2);
        }
        refused(
                settings(base64(keyset.toJson()), true),
                "lacks the key " + Integer.toUnsignedString(rotated.primary()));
        open(rotated, true).close();
    }

    @Test
    void another_key_set_or_none_is_refused_and_no_data_touched() throws Exception {
        open(keyset, true).close();
        byte[] before = Files.readAllBytes(folder.resolve("data").resolve(Database.FILE));
        String key = Integer.toUnsignedString(keyset.primary());

        refused(
                settings(base64(Keyset.create().toJson()), true),
                "AKKORD_KEYSET lacks the key " + key,
                "No data was touched");
        refused(settings(base64(Keyset.create().toJson()), false), "lacks the key " + key);
        refused(settings("", true), "encrypted with the key " + key, "No data was touched");
        refused(settings("", false), "encrypted with the key " + key);
        assertThat(Files.readAllBytes(folder.resolve("data").resolve(Database.FILE)))
                .isEqualTo(before);
        open(keyset, true).close();
    }

    @Test
    void another_key_under_the_same_id_is_refused() {
        open(keyset, true).close();
        String id = Integer.toUnsignedString(keyset.primary());
        Keyset other = Keyset.create();
        String forged = other.toJson().replace(Integer.toUnsignedString(other.primary()), id);
        assertThat(Keyset.parse(forged, "test").primary()).isEqualTo(keyset.primary());

        refused(settings(base64(forged), true), "another key under the id of the key " + id, "No data was touched");
    }

    @Test
    void what_is_no_key_set_is_refused_without_quoting_it() {
        refused(settings("%%%", true), "AKKORD_KEYSET is not base64");
        refused(settings(base64("{\"secret\":1}"), true), "AKKORD_KEYSET is not one in Tink's JSON form");
    }
}
