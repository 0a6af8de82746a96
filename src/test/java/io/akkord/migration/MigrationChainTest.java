package io.akkord.migration;

import static io.akkord.spi.MemoryView.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores go from the schema they have to the one that is configured, step by step. */
class MigrationChainTest {
    private static final String RENAME = "[{\"op\":\"move\",\"from\":\"/colour\",\"path\":\"/theme\"}]";
    private static final String COUNTED = "class:io.akkord.migration.TestSteps$Counted";

    @TempDir
    Path folder;

    private String file(String name, String json) {
        try {
            return Files.writeString(folder.resolve(name), json).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void files_and_classes_follow_each_other() {
        MigrationChain chain = MigrationChain.of(List.of(
                file("1.json", RENAME),
                COUNTED,
                file("3.json", "{\"from\":3,\"patches\":[{\"patch\":[{\"op\":\"remove\",\"path\":\"/count\"}]}]}")));

        assertThat(chain.version()).isEqualTo(4);
        assertThat(chain.migrate(1, object("{\"colour\":1,\"b\":2}"))).isEqualTo(object("{\"b\":2,\"theme\":1}"));
        assertThat(chain.migrate(3, object("{\"count\":1}"))).isEqualTo(JsonObject.EMPTY);
        assertThat(chain.migrate(4, object("{\"colour\":1}"))).isEqualTo(object("{\"colour\":1}"));
        assertThat(MigrationChain.of(List.of(file("1.json", RENAME), COUNTED)).migrate(1, object("{\"colour\":1}")))
                .isEqualTo(object("{\"theme\":1,\"count\":1}"));
        assertThat(MigrationChain.NONE.version()).isEqualTo(1);
    }

    @Test
    void a_patch_may_point_to_the_whole_store_and_into_values() {
        MigrationChain chain = MigrationChain.of(List.of(file("1.json", """
                [{"op":"test","path":"","value":{"a/b":{"n":[1,2]},"c":3}},
                 {"op":"remove","path":"/a~1b/n/0"},
                 {"op":"copy","from":"/a~1b/n","path":"/d"},
                 {"op":"replace","path":"/c","value":4}]
                """)));
        assertThat(chain.migrate(1, object("{\"a/b\":{\"n\":[1,2]},\"c\":3}")))
                .isEqualTo(object("{\"a/b\":{\"n\":[2]},\"c\":4,\"d\":[2]}"));
    }

    @Test
    void a_large_store_can_be_added_to() {
        JsonObject store = JsonObject.EMPTY.with("colour", new JsonString("blue"));
        for (int i = 0; i < 4; i++) {
            store = store.with("large" + i, new JsonString("x".repeat(1_000_000)));
        }
        MigrationChain chain = MigrationChain.of(
                List.of(file("1.json", "[{\"op\":\"add\",\"path\":\"/units\",\"value\":\"metric\"}]")));
        assertThat(chain.migrate(1, store)).isEqualTo(store.with("units", new JsonString("metric")));
    }

    @Test
    void what_is_optional_is_passed_over_where_it_does_not_apply() {
        MigrationChain chain = MigrationChain.of(List.of(file(
                "1.json",
                "{\"patches\":[{\"optional\":true,\"patch\":" + RENAME
                        + "},{\"patch\":[{\"op\":\"add\",\"path\":\"/b\",\"value\":1}]}]}")));
        assertThat(chain.migrate(1, object("{}"))).isEqualTo(object("{\"b\":1}"));
        assertThat(chain.migrate(1, object("{\"colour\":0}"))).isEqualTo(object("{\"theme\":0,\"b\":1}"));
    }

    private void fails(String step, String store, String because) {
        assertThatExceptionOfType(MigrationFailedException.class)
                .isThrownBy(() -> MigrationChain.of(List.of(step)).migrate(1, object(store)))
                .satisfies(e -> assertThat(e.getMessage()).contains(because).doesNotContain("secret"));
    }

    @Test
    void a_step_that_fails_is_named_without_a_value() {
        fails(file("1.json", RENAME), "{\"other\":\"secret\"}", "1.json from schema version 1 does not apply");
        fails(file("1.json", "[{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]"), "{}", "does not apply");
        fails("class:io.akkord.migration.TestSteps$Throwing", "{\"a\":\"secret\"}", "IllegalStateException");
        fails("class:io.akkord.migration.TestSteps$Nothing", "{}", "gave nothing");
        fails(file("1.json", "[{\"op\":\"add\",\"path\":\"/\",\"value\":1}]"), "{}", "cannot be one");
        fails(file("1.json", "[{\"op\":\"add\",\"path\":\"/a\\nb\",\"value\":1}]"), "{}", "cannot be one");
    }

    @Test
    void there_is_no_way_back() {
        assertThatExceptionOfType(MigrationFailedException.class)
                .isThrownBy(() -> MigrationChain.NONE.migrate(2, JsonObject.EMPTY))
                .withMessageContaining("from schema version 2 to 1");
    }

    private static void refused(List<String> steps, String... because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationChain.of(steps))
                .satisfies(e -> assertThat(e.getMessage()).contains(because));
    }

    @Test
    void a_gap_is_a_sentence_at_the_start() {
        refused(List.of(COUNTED), "starts from schema version 2", "from 1 belongs");
        refused(List.of(file("1.json", RENAME), COUNTED, COUNTED), "starts from schema version 2", "from 3 belongs");
        refused(List.of(file("2.json", "{\"from\":2,\"patches\":[]}")), "2.json", "from 1 belongs");
    }

    @Test
    void what_cannot_be_found_is_a_sentence_at_the_start() {
        refused(List.of("no/such.json"), "no/such.json", "no such file");
        refused(List.of("class:org.example.Gone"), "no Migration org.example.Gone");
        refused(List.of("class:java.lang.String"), "java.lang.String is no io.akkord.spi.Migration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "{}",
                "[1]",
                "[{\"op\":\"ad\",\"path\":\"/a\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"a\",\"value\":1}]",
                "{\"patches\":[[]]}",
                "{\"patches\":[{\"patch\":[],\"optinal\":true}]}",
                "{\"patches\":[{\"patch\":[],\"optional\":1}]}",
                "{\"from\":1.5,\"patches\":[]}",
                "{\"from\":1,\"patches\":[],\"to\":2}"
            })
    void a_file_that_is_no_migration_is_a_sentence_at_the_start(String json) {
        refused(List.of(file("bad.json", json)), "bad.json is none");
    }
}
