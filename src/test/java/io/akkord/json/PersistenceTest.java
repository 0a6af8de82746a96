package io.akkord.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arrays and objects against the collections of the JDK, and what they share with the versions before them. */
class PersistenceTest {
    private static final int LARGE = 100_000;

    @Test
    void anArrayDoesWhatAListDoes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<JsonValue> model = numbers(random.nextInt(seed % 4 == 0 ? 3_000 : 80));
            JsonArray array = new JsonArray(model);
            int bias = 2 + random.nextInt(7);
            for (int step = 0; step < 400; step++) {
                JsonValue item = JsonNumber.of(random.nextInt(1_000));
                int what = random.nextInt(10);
                if (what < bias || model.isEmpty()) {
                    int at = random.nextInt(model.size() + 1);
                    model.add(at, item);
                    array = array.inserting(at, item);
                } else if (what < 9) {
                    int at = random.nextInt(model.size());
                    model.remove(at);
                    array = array.without(at);
                } else {
                    int at = random.nextInt(model.size());
                    model.set(at, item);
                    array = array.with(at, item);
                }
            }
            TreeShape.verify(array);
            assertThat(array.items()).as("seed %d", seed).isEqualTo(model);
            assertThat(array).isEqualTo(new JsonArray(model)).hasSameHashCodeAs(new JsonArray(model));
            for (int i = 0; i < model.size(); i++) {
                assertThat(array.get(i)).isSameAs(model.get(i));
            }
        }
    }

    @Test
    void anObjectDoesWhatALinkedMapDoes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, JsonValue> model = new LinkedHashMap<>();
            JsonObject object = JsonObject.EMPTY;
            int names = 1 + random.nextInt(seed % 4 == 0 ? 600 : 30);
            int bias = 3 + random.nextInt(6);
            for (int step = 0; step < 600; step++) {
                String name = "n" + random.nextInt(names);
                if (random.nextInt(10) < bias) {
                    JsonValue value = JsonNumber.of(random.nextInt(1_000));
                    model.put(name, value);
                    object = object.with(name, value);
                } else {
                    model.remove(name);
                    object = object.without(name);
                }
            }
            TreeShape.verify(object);
            assertThat(object.members()).as("seed %d", seed).isEqualTo(model);
            assertThat(List.copyOf(object.members().keySet())).isEqualTo(List.copyOf(model.keySet()));
            assertThat(new JsonObject(model))
                    .isEqualTo(object)
                    .hasSameHashCodeAs(object)
                    .hasToString(object.toString());
            for (int i = 0; i < names; i++) {
                assertThat(object.get("n" + i)).isEqualTo(model.get("n" + i));
            }
        }
    }

    @Test
    void aChangeInALargeArrayCopiesOnePath() {
        JsonArray array = new JsonArray(numbers(LARGE));
        int height = array.root().height;
        assertThat(height).isLessThanOrEqualTo(4);
        for (int at : new int[] {0, 1, 31, 32, 5_000, 77_777, LARGE - 1}) {
            assertThat(TreeShape.newNodes(array, array.with(at, JsonNull.INSTANCE)))
                    .isEqualTo(height + 1);
            assertThat(TreeShape.newNodes(array, array.inserting(at, JsonNull.INSTANCE)))
                    .isLessThanOrEqualTo(2 * (height + 1));
            assertThat(TreeShape.newNodes(array, array.without(at))).isLessThanOrEqualTo(2 * (height + 1));
        }
        assertThat(array.items()).isEqualTo(numbers(LARGE));
    }

    @Test
    void aChangeInALargeObjectCopiesTwoPaths() {
        JsonObject object = large();
        int paths = 2 * (((Members) object.members()).inOrder().height + 1);
        assertThat(paths).isLessThanOrEqualTo(10);
        for (int at : new int[] {0, 1, 31, 32, 5_000, 77_777, LARGE - 1}) {
            assertThat(TreeShape.newNodes(object, object.with("n" + at, JsonNull.INSTANCE)))
                    .isEqualTo(paths);
            assertThat(TreeShape.newNodes(object, object.with("m" + at, JsonNull.INSTANCE)))
                    .isLessThanOrEqualTo(2 * paths);
            assertThat(TreeShape.newNodes(object, object.without("n" + at))).isLessThanOrEqualTo(2 * paths);
        }
        assertThat(object).isEqualTo(large());
    }

    @Test
    void aChangeThatChangesNothingMakesNothing() {
        JsonObject object = large();
        JsonArray array = new JsonArray(numbers(50));
        assertThat(object.with("n7", object.members().get("n7"))).isSameAs(object);
        assertThat(object.without("none")).isSameAs(object);
        assertThat(array.with(7, array.get(7))).isSameAs(array);
        assertThat(new JsonObject(object.members()).members()).isSameAs(object.members());
        assertThat(new JsonArray(array.items()).items()).isSameAs(array.items());
    }

    @Test
    void anIndexOutsideIsRefused() {
        JsonArray array = new JsonArray(numbers(40));
        assertThatThrownBy(() -> array.get(40)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.with(-1, JsonNull.INSTANCE)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.without(40)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.inserting(41, JsonNull.INSTANCE)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void depthAndWeightAreThoseOfTheText() {
        JsonValue value = JsonText.parse("{\"a\":[1,[2.50,\"x\"],{}],\"b\":null}", JsonLimits.DEFAULT);
        assertThat(value.depth()).isEqualTo(3);
        assertThat(value.weight())
                .isBetween((long) value.toString().length(), value.toString().length() + 8L);
        assertThat(JsonNull.INSTANCE.depth()).isZero();
        assertThat(JsonArray.EMPTY.depth()).isEqualTo(1);
    }

    @Test
    void theDeepestValueIsHandledOnTheStackThatThreadsHaveAndNoDeeperOneCanBeMade() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> {
                    JsonValue deep = deep();
                    assertThat(deep.depth()).isEqualTo(JsonValue.MAX_DEPTH);
                    assertThat(deep.equals(deep())).isTrue();
                    assertThat(deep.hashCode()).isEqualTo(deep().hashCode());
                    assertThatThrownBy(() -> JsonArray.of(deep)).isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(() -> new JsonObject(Map.of("a", deep)))
                            .isInstanceOf(IllegalArgumentException.class);
                    JsonLimits limits = new JsonLimits(JsonValue.MAX_DEPTH, 100, 100, 100, 100_000);
                    assertThat(JsonText.parse(deep.toString(), limits)).hasToString(deep.toString());
                },
                "stack as threads have it",
                1024 * 1024);
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
    }

    private static JsonValue deep() {
        JsonValue value = JsonNull.INSTANCE;
        for (int i = 0; i < JsonValue.MAX_DEPTH; i++) {
            value = i % 2 == 0 ? JsonArray.of(value) : new JsonObject(Map.of("a", value));
        }
        return value;
    }

    private static List<JsonValue> numbers(int count) {
        List<JsonValue> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(JsonNumber.of(i));
        }
        return numbers;
    }

    private static JsonObject large() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = 0; i < LARGE; i++) {
            members.put("n" + i, JsonNumber.of(i));
        }
        return new JsonObject(members);
    }
}
