package io.akkord.json.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.RandomJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nonsense that looks like patches ends in a refusal or in a result, whatever it is applied to or rebased over. */
class PatchRobustnessTest {
    private static final List<String> OPS = List.of("add", "remove", "replace", "move", "copy", "test", "add", "Add");
    private static final List<String> PARTS =
            List.of("0", "1", "2", "-", "a", "b", "01", "~0", "~", "999999999", "__proto__", "");

    private final int[] outcomes = new int[3];

    @Test
    void anythingIsReadAppliedAndRebasedOrRefused() {
        for (long seed = 0; seed < 100_000; seed++) {
            Random random = new Random(seed);
            RandomJson json = new RandomJson(random);
            JsonValue doc = json.value(3);
            JsonValue first = patch(random, json);
            JsonValue second = patch(random, json);
            try {
                tryAll(doc, first, second, shifts(random));
            } catch (RuntimeException | StackOverflowError failure) {
                throw new AssertionError("seed %d%n  %s%n  %s%n  %s".formatted(seed, doc, first, second), failure);
            }
        }
        assertThat(outcomes[0]).as("not read").isGreaterThan(1_000);
        assertThat(outcomes[1]).as("not fitting").isGreaterThan(1_000);
        assertThat(outcomes[2]).as("done").isGreaterThan(1_000);
    }

    private void tryAll(JsonValue doc, JsonValue first, JsonValue second, List<ArrayShift> shifts) {
        try {
            JsonPatch a = PatchForm.read(first);
            JsonPatch b = PatchForm.read(second);
            assertThat(PatchForm.read(PatchForm.write(a))).isEqualTo(a);
            attempt(() -> PatchRebase.apply(a, shifts, doc));
            attempt(() -> {
                Patched missed = b.run(doc);
                PatchRebase.Rebased rebased = PatchRebase.apply(a, missed.shifts(), missed.value());
                assertThat(rebased.operations().run(missed.value())).isEqualTo(rebased.result());
            });
            attempt(() ->
                    assertThat(PatchRebase.apply(a, List.of(), doc).result()).isEqualTo(a.run(doc)));
        } catch (PatchRefused refused) {
            outcomes[0]++;
        }
    }

    private void attempt(Runnable what) {
        try {
            what.run();
            outcomes[2]++;
        } catch (PatchRefused refused) {
            outcomes[1]++;
        }
    }

    private static JsonValue patch(Random random, RandomJson json) {
        JsonArray patch = JsonArray.EMPTY;
        for (int i = random.nextInt(3); i >= 0; i--) {
            JsonObject operation = JsonObject.EMPTY
                    .with("op", new JsonString(OPS.get(random.nextInt(OPS.size()))))
                    .with("path", new JsonString(pointer(random)))
                    .with("from", new JsonString(pointer(random)));
            patch = patch.inserting(0, random.nextInt(20) == 0 ? operation : operation.with("value", json.value(2)));
        }
        return random.nextInt(50) == 0 ? json.value(3) : patch;
    }

    private static String pointer(Random random) {
        StringBuilder pointer = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            int part = Math.min(random.nextInt(PARTS.size()), random.nextInt(PARTS.size() * 2));
            pointer.append('/').append(PARTS.get(part));
        }
        return pointer.toString();
    }

    /** Shifts that have nothing to do with the value. */
    private static List<ArrayShift> shifts(Random random) {
        List<ArrayShift> shifts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> array = new ArrayList<>();
            for (int k = random.nextInt(3); k > 0; k--) {
                array.add(PARTS.get(random.nextInt(6)));
            }
            shifts.add(new ArrayShift(new JsonPointer(array), random.nextInt(3), random.nextBoolean()));
        }
        return shifts;
    }
}
