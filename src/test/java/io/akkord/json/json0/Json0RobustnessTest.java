package io.akkord.json.json0;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.RandomJson;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nonsense that looks like operations ends in a refusal or in a result, whatever it is applied to or transformed over. */
class Json0RobustnessTest {
    private static final List<String> WHAT =
            List.of("na", "li", "ld", "lm", "oi", "od", "li", "oi", "t", "o", "si", "x");
    private static final List<JsonNumber> NUMBERS = List.of(
            JsonNumber.of(0),
            JsonNumber.of(1),
            JsonNumber.of(2),
            JsonNumber.of(Integer.MAX_VALUE),
            JsonNumber.of(-1),
            new JsonNumber("1e400"));

    private final int[] outcomes = new int[3];

    @Test
    void anythingIsReadAppliedTransformedAndComposedOrRefused() {
        for (long seed = 0; seed < 100_000; seed++) {
            Random random = new Random(seed);
            RandomJson json = new RandomJson(random);
            JsonValue doc = json.value(3);
            JsonValue first = operation(random, json);
            JsonValue second = operation(random, json);
            try {
                tryAll(doc, first, second);
            } catch (RuntimeException | StackOverflowError failure) {
                throw new AssertionError("seed %d%n  %s%n  %s%n  %s".formatted(seed, doc, first, second), failure);
            }
        }
        assertThat(outcomes[0]).as("not read").isGreaterThan(1_000);
        assertThat(outcomes[1]).as("not fitting").isGreaterThan(1_000);
        assertThat(outcomes[2]).as("done").isGreaterThan(1_000);
    }

    private void tryAll(JsonValue doc, JsonValue first, JsonValue second) {
        Json0Operation a;
        Json0Operation b;
        try {
            a = Json0Form.read(first);
            b = Json0Form.read(second);
        } catch (Json0Refused refused) {
            outcomes[0]++;
            return;
        }
        attempt(() -> a.apply(doc));
        attempt(() -> a.transform(b, Side.LEFT).apply(doc));
        attempt(() -> a.transform(b, Side.RIGHT).invert().apply(doc));
        attempt(() -> b.compose(a).normalize().apply(doc));
        assertThat(Json0Form.read(Json0Form.write(a))).isEqualTo(a);
    }

    private void attempt(Runnable what) {
        try {
            what.run();
            outcomes[2]++;
        } catch (Json0Refused refused) {
            outcomes[1]++;
        }
    }

    private static JsonValue operation(Random random, RandomJson json) {
        JsonArray operation = JsonArray.EMPTY;
        for (int i = random.nextInt(3); i >= 0; i--) {
            JsonObject component = JsonObject.EMPTY;
            String what = WHAT.get(random.nextInt(WHAT.size()));
            for (int k = random.nextInt(10) / 7; k >= 0; k--) {
                component = switch (what) {
                    case "lm", "na" -> component.with(what, number(random));
                    case "t", "o" ->
                        component.with("t", new JsonString("text0")).with("o", edit(random, json));
                    default -> component.with(what, json.value(1));
                };
                what = random.nextInt(9) == 0 ? WHAT.get(random.nextInt(WHAT.size())) : what.replace('d', 'i');
            }
            operation = operation.inserting(0, component.with("p", path(random, json, what)));
        }
        return random.nextInt(50) == 0 ? json.value(3) : operation;
    }

    private static JsonValue path(Random random, RandomJson json, String what) {
        JsonArray path = JsonArray.EMPTY;
        for (int i = random.nextInt(3); i > 0; i--) {
            path = path.inserting(0, random.nextBoolean() ? number(random) : new JsonString(json.name()));
        }
        boolean index = what.startsWith("l") ^ random.nextInt(9) == 0;
        return index ? path.inserting(path.size(), number(random)) : path;
    }

    private static JsonValue edit(Random random, RandomJson json) {
        JsonArray edit = JsonArray.EMPTY;
        for (int i = random.nextInt(3); i > 0; i--) {
            edit = edit.inserting(
                    0,
                    JsonObject.EMPTY
                            .with("p", number(random))
                            .with(random.nextBoolean() ? "i" : "d", new JsonString("a" + json.text())));
        }
        return edit;
    }

    private static JsonNumber number(Random random) {
        return NUMBERS.get(Math.min(random.nextInt(12), random.nextInt(NUMBERS.size())));
    }
}
