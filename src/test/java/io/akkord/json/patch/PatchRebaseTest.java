package io.akkord.json.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.Path;
import io.akkord.json.json0.Side;
import io.akkord.json.json0.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patches made on an older value: by example, and against json0's transform on random nested lists. */
class PatchRebaseTest {
    private static final int CASES = Boolean.getBoolean("akkord.soak") ? 2_000_000 : 100_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[a,b,c] | [add /0 x]              | [remove /1]                | [x,a,c]",
                "[a,b,c] | [add /0 x]              | [remove /1, add /1 y]      | [x,a,y,c]",
                "[a,b,c] | [remove /0]             | [replace /2 z]             | [b,z]",
                "[a,b,c] | [add /1 x]              | [add /1 y]                 | [a,x,y,b,c]",
                "[a,b,c] | [add /- x]              | [add /- y]                 | [a,b,c,x,y]",
                "[a,b,c] | [add /3 x]              | [add /3 y]                 | [a,b,c,x,y]",
                "[a,b,c] | [remove /1]             | [add /1 y]                 | [a,y,c]",
                "[a,b,c] | [add /0 x]              | [test /0 a, remove /0]     | [x,b,c]",
                "[a,b,c] | [move /2 /0]            | [remove /0]                | [c,b]",
                "[a,b,c] | [add /0 x, remove /2]   | [replace /2 z]             | [x,a,z]",
                "[a,[b]] | [add /0 x]              | [add /1/0 y, remove /1/1]  | [x,a,[y]]",
                "[a,[b]] | [add /1/0 x]            | [remove /0, add /0/1 y]    | [[x,b,y]]",
                "[a,[b]] | [add /1/0 x]            | [remove /1, add /1 c]      | [a,c]",
                "[a,b,c] | [add /2 x]              | [move /0 /2]               | [b,x,c,a]",
                "[a,b,c] | [add /0 x]              | [copy /2 /0]               | [x,c,a,b,c]",
                "[a,b,c] | [add /0 x, add /0 y]    | [add /- z, remove /0]      | [y,x,b,c,z]",
            })
    void indicesAreShiftedOverWhatOthersPutInAndTookOut(String base, String committed, String incoming, String after) {
        Patched missed = patch(committed).run(json(base));
        PatchRebase.Rebased rebased = PatchRebase.apply(patch(incoming), missed.shifts(), missed.value());
        assertThat(rebased.result().value()).isEqualTo(json(after));
        assertThat(rebased.operations().run(missed.value())).isEqualTo(rebased.result());
    }

    @Test
    void whatWasTakenOutIsNotMistakenForItsNeighbour() {
        Patched missed = patch("[remove /1]").run(json("[a,[b],c]"));
        for (String incoming :
                List.of("[remove /1]", "[replace /1 x]", "[test /1 c]", "[add /1/0 x]", "[copy /1 /0]")) {
            assertThatThrownBy(() -> PatchRebase.apply(patch(incoming), missed.shifts(), missed.value()))
                    .hasMessage(PatchFault.TARGET_GONE.reason());
        }
    }

    @Test
    void namesThatLookLikeIndicesAreNotShifted() {
        JsonValue base = JsonText.parse("{\"0\":{\"1\":[1]},\"list\":[1]}", JsonLimits.DEFAULT);
        Patched missed = patch("[add /list/0 9, add /0/0 9]").run(base);
        assertThat(missed.shifts()).hasSize(1);
        assertThat(PatchRebase.apply(patch("[add /0/1/0 7, remove /list/0]"), missed.shifts(), missed.value())
                        .result()
                        .value())
                .hasToString("{\"0\":{\"1\":[7,1],\"0\":9},\"list\":[9]}");
    }

    @Test
    void aFailedTestOrALostPlaceIsRefused() {
        Patched missed = patch("[replace /0 x, add /0 y]").run(json("[a,b]"));
        assertThatThrownBy(() -> PatchRebase.apply(patch("[test /0 a]"), missed.shifts(), missed.value()))
                .hasMessage(PatchFault.TEST_FAILED.reason());
        assertThatThrownBy(() -> PatchRebase.apply(patch("[add /0/0 a]"), missed.shifts(), missed.value()))
                .hasMessage(PatchFault.NO_SUCH_PLACE.reason());
    }

    @Test
    void theResultIsThatOfTransformingTheSameListOperationsOfJson0() {
        int refused = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            JsonArray base = list(random, 2, new int[] {0});
            int[] fresh = {100};
            Edits committed = Edits.on(base, random, fresh, 1 + random.nextInt(3));
            Edits incoming = Edits.on(base, random, fresh, 1 + random.nextInt(4));
            Patched missed = committed.patch().run(base);
            Json0Operation transformed = committed.json0().transform(incoming.json0(), Side.RIGHT);
            String what = "seed %d%n  %s%n  %s%n  %s".formatted(seed, base, committed.patch(), incoming.patch());
            try {
                PatchRebase.Rebased rebased = PatchRebase.apply(incoming.patch(), missed.shifts(), missed.value());
                assertThat(rebased.result().value()).as(what).isEqualTo(transformed.apply(missed.value()));
            } catch (PatchRefused gone) {
                assertThat(gone.fault()).as(what).isEqualTo(PatchFault.TARGET_GONE);
                assertThat(transformed.components().size())
                        .as(what)
                        .isLessThan(incoming.json0().components().size());
                refused++;
            }
        }
        assertThat(refused).isBetween(CASES / 20, CASES / 2);
    }

    /** The same random edits of nested lists as a patch and for json0. */
    private record Edits(JsonPatch patch, Json0Operation json0) {
        static Edits on(JsonArray base, Random random, int[] fresh, int count) {
            List<PatchOperation> patch = new ArrayList<>();
            List<Json0Component> json0 = new ArrayList<>();
            JsonArray changed = base;
            for (int i = 0; i < count; i++) {
                List<String> parts = new ArrayList<>();
                JsonArray array = changed;
                while (array.size() > 0 && array.get(0) instanceof JsonArray && random.nextBoolean()) {
                    int into = random.nextInt(array.size());
                    if (!(array.get(into) instanceof JsonArray inner)) {
                        break;
                    }
                    parts.add(Integer.toString(into));
                    array = inner;
                }
                boolean adds = array.size() == 0 || random.nextInt(5) < 3;
                int index = random.nextInt(array.size() + (adds ? 1 : 0));
                JsonValue item = random.nextInt(4) == 0 ? JsonArray.of(number(fresh)) : number(fresh);
                Path path = path(parts, index);
                json0.add(
                        adds
                                ? new Json0Component.ChangeItem(path, null, item)
                                : new Json0Component.ChangeItem(path, array.get(index), null));
                parts.add(adds && index == array.size() && random.nextBoolean() ? "-" : Integer.toString(index));
                JsonPointer pointer = new JsonPointer(parts);
                patch.add(adds ? new PatchOperation.Add(pointer, item) : new PatchOperation.Remove(pointer));
                changed = (JsonArray) new JsonPatch(List.of(patch.get(i))).apply(changed);
            }
            return new Edits(new JsonPatch(patch), new Json0Operation(json0));
        }

        private static JsonNumber number(int[] fresh) {
            return JsonNumber.of(fresh[0]++);
        }

        private static Path path(List<String> parts, int index) {
            List<Step> steps = new ArrayList<>();
            parts.forEach(part -> steps.add(new Step.Index(Integer.parseInt(part))));
            steps.add(new Step.Index(index));
            return new Path(steps);
        }
    }

    private static JsonArray list(Random random, int depth, int[] fresh) {
        JsonArray array = JsonArray.EMPTY;
        for (int i = random.nextInt(5); i >= 0; i--) {
            boolean nested = depth > 0 && random.nextInt(2) == 0;
            array = array.inserting(array.size(), nested ? list(random, depth - 1, fresh) : JsonNumber.of(fresh[0]++));
        }
        return array;
    }

    /** Reads {@code [add /0 x, move /1 /2]}. */
    private static JsonPatch patch(String text) {
        List<PatchOperation> operations = new ArrayList<>();
        for (String operation : text.substring(1, text.length() - 1).split(", ")) {
            String[] words = operation.split(" ");
            JsonPointer first = JsonPointer.parse(words[1]);
            operations.add(
                    switch (words[0]) {
                        case "add" -> new PatchOperation.Add(first, json(words[2]));
                        case "replace" -> new PatchOperation.Replace(first, json(words[2]));
                        case "test" -> new PatchOperation.Test(first, json(words[2]));
                        case "move" -> new PatchOperation.Move(first, JsonPointer.parse(words[2]));
                        case "copy" -> new PatchOperation.Copy(first, JsonPointer.parse(words[2]));
                        default -> new PatchOperation.Remove(first);
                    });
        }
        return new JsonPatch(operations);
    }

    /** JSON whose strings are letters without quotes. */
    private static JsonValue json(String text) {
        return JsonText.parse(text.replaceAll("([a-z])", "\"$1\""), JsonLimits.DEFAULT);
    }
}
