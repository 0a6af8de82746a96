package io.akkord.middleware;

import static io.akkord.spi.MemoryView.object;
import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.json.patch.PatchForm;
import io.akkord.spi.Change;
import io.akkord.spi.MemoryView;
import io.akkord.spi.Middleware;
import io.akkord.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values must fit the schema of their key; a refusal names the key and the place in the schema, never the value. */
class SchemaCheckTest {
    private static final String CART = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object", "required": ["items"], "additionalProperties": false,
             "properties": {
               "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
               "total": {"type": "number", "minimum": 0, "multipleOf": 0.01},
               "count": {"type": "integer"},
               "state": {"anyOf": [{"const": "open"}, {"const": "paid"}]},
               "mail": {"type": "string", "format": "email"}},
             "$defs": {"item": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 10}}}
            """;

    private final MemoryView shop = MemoryView.of("{\"cart:1\":{\"items\":[\"tea\"]}}");

    @TempDir
    Path folder;

    private Middleware check(String schema, String more) {
        try {
            Path file = Files.writeString(folder.resolve("schema.json"), schema);
            return new SchemaCheck()
                    .configured(object("{\"schemas\":[{\"keys\":\"cart:*\",\"file\":"
                            + JsonText.toString(new JsonString(file.toString())) + "}]" + more + "}"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Verdict judged(Change... changes) {
        return check(CART, "")
                .judge(shop.proposal(changes))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":[]}",
                "{\"items\":[\"tea\",\"milk\"],\"total\":12.35,\"count\":1.0,\"state\":\"paid\"}",
                "{\"items\":[],\"total\":1e3,\"mail\":\"nobody\"}"
            })
    void a_value_that_fits_passes(String json) {
        assertThat(judged(Change.Set.of("cart:2", value(json)))).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"secret\" | /type",
                "{} | /required",
                "{\"items\":[],\"secret\":1} | /additionalProperties",
                "{\"items\":[\"tea\",\"SECRET\"]} | /$defs/item/pattern",
                "{\"items\":[],\"total\":-7} | /properties/total/minimum",
                "{\"items\":[],\"total\":0.001} | /properties/total/multipleOf",
                "{\"items\":[],\"count\":1.5} | /properties/count/type",
                "{\"items\":[],\"state\":\"secret\"} | /properties/state/anyOf"
            })
    void a_value_that_does_not_fit_is_refused_at_a_place_of_the_schema(String json, String at) {
        assertThat(judged(Change.Set.of("cart:2", value(json)))).isInstanceOfSatisfying(Verdict.Refused.class, r -> {
            assertThat(r.reason()).isEqualTo(Verdict.Reason.INVALID_OP);
            assertThat(r.sentence())
                    .startsWith("The value of cart:2 does not fit its schema at " + at)
                    .doesNotContainIgnoringCase("secret");
        });
    }

    @Test
    void what_a_change_leaves_is_checked_and_not_the_change() {
        assertThat(judged(new Change.Merge("cart:1", value("{\"total\":1}")))).isEqualTo(Verdict.PASSED);
        assertThat(judged(new Change.Merge("cart:1", value("{\"items\":null}"))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(judged(new Change.Patch(
                        "cart:1", PatchForm.read(value("[{\"op\":\"add\",\"path\":\"/items/-\",\"value\":7}]")))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(judged(new Change.Restore(object("{\"cart:9\":1}"), false))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void other_keys_and_deletions_pass() {
        assertThat(judged(Change.Set.of("theme", value("1")), new Change.Delete("cart:1"), new Change.Clear()))
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void numbers_beyond_all_measure_are_refused_before_anything_counts_with_them() {
        assertThat(judged(Change.Set.of("cart:2", value("{\"items\":[],\"total\":1e999999999}"))))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.sentence()).contains("cart:2", "too long"));
    }

    @Test
    void formats_are_checked_if_that_is_wanted() {
        Change change = Change.Set.of("cart:2", value("{\"items\":[],\"mail\":\"nobody\"}"));
        assertThat(check(CART, ",\"formats\":true")
                        .judge(shop.proposal(change))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": | not valid JSON",
                "{\"type\":\"strnig\"} | no schema",
                "[] | no schema",
                "{\"$ref\":\"#/$defs/none\"} | cannot use",
                "{\"$ref\":\"http://127.0.0.1:1/schema.json\"} | cannot use",
                "{\"pattern\":\"(\"} | cannot use"
            })
    void a_schema_that_is_none_is_a_sentence_at_the_start(String schema, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(schema, ""))
                .satisfies(e -> assertThat(e.getMessage()).contains("json-schema", because, "schema.json"));
    }

    @Test
    void a_file_that_is_not_there_is_a_sentence_at_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SchemaCheck()
                        .configured(object("{\"schemas\":[{\"keys\":\"*\",\"file\":\"no/such.json\"}]}")))
                .withMessageContaining("no/such.json");
    }
}
