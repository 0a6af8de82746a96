package io.akkord.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is configured for namespaces, and how mistakes in it are told. */
class NamespaceSettingsTest {
    private static NamespaceSettings settings(String namespaces) {
        return Settings.of(ConfigFactory.parseString("akkord.namespaces { " + namespaces + " }")
                        .withFallback(ConfigFactory.load()))
                .namespaces();
    }

    @Test
    void nothing_has_to_be_set() {
        NamespaceSettings settings = settings("");
        assertThat(settings.encrypts()).isFalse();
        assertThat(settings.keyset()).isEqualTo(KeysetSettings.NONE);
        assertThat(settings.rule("any"))
                .isEqualTo(new NamespaceRule(
                        "*",
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ZERO,
                        1,
                        List.of(),
                        List.of(),
                        1_000_000,
                        1 << 20));
    }

    @Test
    void of_the_rules_that_fit_the_first_applies_alone() {
        NamespaceSettings settings = settings("""
                defaults.transient = ["session:*"]
                rules = [
                  { namespaces = "shop-*", encrypted = ["secret:*"], write = batched },
                  { namespaces = "shop-1", write = batched, batch = 1 s, transient = [] }
                  { namespaces = chat, write = batched, batch = 5 ms, max-keys = 10, max-value = 2 KiB }
                ]
                """);
        NamespaceRule shop = settings.rule("shop-1");
        assertThat(shop.namespaces()).isEqualTo("shop-*");
        assertThat(shop.encryptedKeys()).containsExactly("secret:*");
        assertThat(shop.transientKeys()).containsExactly("session:*");
        assertThat(shop.batch()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.rule("chat").maxValue()).isEqualTo(2048);
        assertThat(settings.rule("chats").namespaces()).isEqualTo("*");
        assertThat(settings.encrypts()).isTrue();
    }

    @Test
    void links_are_names_or_tell_more() {
        assertThat(settings("defaults.middleware = [limits, { use = json-schema, within = 5 s, options { a = [1] } }]")
                        .others()
                        .middleware())
                .containsExactly(
                        new LinkSettings("limits", Duration.ofSeconds(2), "{}"),
                        new LinkSettings("json-schema", Duration.ofSeconds(5), "{\"a\":[1]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transient = []                                     | a rule without namespaces",
                "namespaces = \"\"                                  | pattern of names",
                "namespaces = x, encrypt = [\"secret:*\"]           | x: there is no setting encrypt",
                "namespaces = x, encrypted = [\"\"]                 | x: a pattern of keys is empty",
                "namespaces = x, write = later                      | x: write is immediate or batched",
                "namespaces = x, write = batched, batch = 1001 ms   | x: batch is a time of up to 1000 ms",
                "namespaces = x, write = batched, batch = 0         | x: batch is at least 1 ms",
                "namespaces = x, schema-version = 0                 | x: schema-version counts from 1",
                "namespaces = x, schema-version = 3, migrations = [a] | needs 2 migrations",
                "namespaces = x, migrations = [a]                   | needs 0 migrations",
                "namespaces = x, max-keys = 0                       | x: max-keys",
                "namespaces = x, max-value = 0                      | x: max-value",
                "namespaces = x, middleware = [1]                   | a middleware is a name",
                "namespaces = x, middleware = [{ options {} }]      | a middleware is a name",
                "namespaces = x, middleware = [{ use = y, keys = [] }] | y: there is no setting keys",
                "namespaces = x, middleware = [{ use = y, within = 0 }] | y: within is a time",
                "namespaces = x, middleware = [{ use = y, within = 1 h }] | y: within is a time"
            })
    void a_mistake_is_a_sentence_that_names_the_rule(String rule, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("rules = [{ " + rule + " }]"))
                .withMessageContaining(because);
    }

    @Test
    void a_value_of_the_wrong_type_says_where_it_stands() {
        Assertions.assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> settings("rules = [{ namespaces = x, encrypted = 5 }]"))
                .withMessageContaining("encrypted");
    }

    @Test
    void a_key_set_comes_from_one_place_and_is_not_shown() {
        assertThat(settings("keyset-file = \"keys.json\"").keyset()).hasToString("key set of keys.json");
        assertThat(settings("keyset = c2VjcmV0").keyset()).hasToString("key set of AKKORD_KEYSET");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("keyset = c2VjcmV0, keyset-file = \"keys.json\""))
                .withMessageContaining("given twice");
    }
}
