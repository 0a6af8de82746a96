package io.akkord.json.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.ConformanceFiles;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test data of json-patch-tests for RFC 6902. */
class PatchConformanceTest {
    @ParameterizedTest
    @ValueSource(strings = {"tests", "spec_tests"})
    void patchesGiveTheExpectedValueOrAreRefused(String file) {
        int applied = 0;
        int refused = 0;
        for (JsonObject line : ConformanceFiles.array("json-patch/" + file + ".json")) {
            JsonValue doc = line.get("doc");
            if (doc == null || JsonBoolean.TRUE.equals(line.get("disabled"))) {
                continue;
            }
            JsonValue patch = Objects.requireNonNull(line.get("patch"));
            if (line.get("error") != null) {
                assertThatThrownBy(() -> PatchForm.read(patch).apply(doc))
                        .as(line.toString())
                        .isInstanceOf(PatchRefused.class);
                refused++;
            } else {
                JsonPatch read = PatchForm.read(patch);
                JsonValue expected = line.get("expected");
                assertThat(read.apply(doc)).as(line.toString()).isEqualTo(expected == null ? doc : expected);
                assertThat(PatchForm.read(PatchForm.write(read))).isEqualTo(read);
                applied++;
            }
        }
        assertThat(applied).isGreaterThanOrEqualTo(10);
        assertThat(refused).isGreaterThanOrEqualTo(4);
    }
}
