package io.akkord.json;

import java.util.List;
import java.util.Random;

/** Small random values with few names, so that edits of two authors meet. */
public final class RandomJson {
    private static final List<String> NAMES =
            List.of("a", "b", "c", "0", "1", "__proto__", "constructor", "é 😀", "", "~/");
    private static final List<String> TEXTS = List.of("", "a", "bc", "héllo", "😀", "x😀y", "中文", "\"\\\n");

    /** Any sums of them are exact as doubles, in whatever order they are added. */
    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "1.0", "1e2", "0.5", "-2.50", "125E-3", "1234567890123");

    private final Random random;

    public RandomJson(Random random) {
        this.random = random;
    }

    /** A value nested at most so deep. */
    public JsonValue value(int depth) {
        int what = random.nextInt(depth > 0 ? 9 : 5);
        return switch (what) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> JsonBoolean.of(random.nextBoolean());
            case 2, 3 -> number();
            case 4 -> new JsonString(text());
            case 5, 6 -> object(depth);
            default -> array(depth);
        };
    }

    public JsonObject object(int depth) {
        JsonObject object = JsonObject.EMPTY;
        for (int i = random.nextInt(4); i > 0; i--) {
            object = object.with(name(), value(depth - 1));
        }
        return object;
    }

    public JsonArray array(int depth) {
        JsonArray array = JsonArray.EMPTY;
        for (int i = random.nextInt(7); i > 0; i--) {
            array = array.inserting(random.nextInt(array.size() + 1), value(depth - 1));
        }
        return array;
    }

    public JsonNumber number() {
        return new JsonNumber(NUMBERS.get(random.nextInt(NUMBERS.size())));
    }

    public String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    public String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
