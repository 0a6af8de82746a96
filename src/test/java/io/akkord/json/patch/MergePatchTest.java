package io.akkord.json.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.ConformanceFiles;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.RandomJson;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergePatchTest {
    @Test
    void theExamplesOfTheRfcGiveItsResults() {
        int examples = 0;
        for (JsonObject line : ConformanceFiles.array("json-patch/rfc7396.json")) {
            JsonValue original = Objects.requireNonNull(line.get("original"));
            assertThat(MergePatch.apply(original, Objects.requireNonNull(line.get("patch"))))
                    .as(line.toString())
                    .isEqualTo(line.get("result"));
            examples++;
        }
        assertThat(examples).isEqualTo(15);
    }

    @Test
    void aPatchTwiceIsThePatchOnceAndLeavesNoNullOfItsOwn() {
        for (long seed = 0; seed < 100_000; seed++) {
            RandomJson random = new RandomJson(new Random(seed));
            JsonValue target = random.value(3);
            JsonValue patch = random.value(3);
            JsonValue once = MergePatch.apply(target, patch);
            assertThat(MergePatch.apply(once, patch)).as("seed %d", seed).isEqualTo(once);
            assertThat(once.depth()).as("seed %d", seed).isLessThanOrEqualTo(Math.max(target.depth(), patch.depth()));
            if (once instanceof JsonObject merged && patch instanceof JsonObject changes) {
                for (Map.Entry<String, JsonValue> change : changes.members().entrySet()) {
                    assertThat(merged.get(change.getKey()) == null)
                            .as("seed %d", seed)
                            .isEqualTo(change.getValue() == JsonNull.INSTANCE);
                }
            }
        }
    }

    @Test
    void namesThatAreSpecialInJavaScriptAreNamesLikeAnyOtherAndKeepTheirPlace() {
        JsonValue target = json("{\"__proto__\":{\"a\":1},\"b\":1.0}");
        JsonValue patch = json("{\"b\":2.0,\"__proto__\":{\"c\":3},\"constructor\":null}");
        assertThat(MergePatch.apply(target, patch)).hasToString("{\"__proto__\":{\"a\":1,\"c\":3},\"b\":2.0}");
    }

    private static JsonValue json(String text) {
        return JsonText.parse(text, JsonLimits.DEFAULT);
    }
}
