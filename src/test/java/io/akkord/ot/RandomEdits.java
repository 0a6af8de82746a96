package io.akkord.ot;

import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random documents and operations on them, all valid; the same seed gives the same ones. */
final class RandomEdits {
    /** Among them surrogate pairs that share their first unit, and others that share their second. */
    private static final List<String> CHARACTERS =
            List.of("a", "b", "c", "\n", "ÿ", "中", "\uFFFC", "e\u0301", "\uD83D\uDE00", "\uD83D\uDC00", "\uD840\uDC00");

    private static final Map<String, List<JsonValue>> VALUES = Map.of(
            "bold", List.of(JsonBoolean.TRUE),
            "header", List.of(JsonNumber.of(1), new JsonNumber("1.0"), JsonNumber.of(2)),
            "meta",
                    List.of(
                            new JsonObject(Map.of("k", JsonNumber.of(1))),
                            new JsonObject(Map.of("k", new JsonNumber("10e-1"))),
                            new JsonObject(Map.of("k", JsonNumber.of(2)))));

    private final Random random;
    private final boolean rich;
    private final int size;

    /** @param size roughly how many components an operation, and characters a run, has at most */
    RandomEdits(long seed, int size, boolean rich) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.rich = rich;
        this.size = size;
    }

    Document document() {
        OperationBuilder out = Operation.builder();
        for (int i = random.nextInt(size + 1); i > 0; i--) {
            insert(out, false);
        }
        return Document.of(out.build());
    }

    /** An operation that fits the document and cuts no surrogate pair of it. */
    Operation operation(Document document) {
        return operation(document, 0);
    }

    /** One that leaves alone what is before a position. */
    Operation operation(Document document, int from) {
        OperationBuilder out = Operation.builder().retain(from);
        int at = from;
        for (int i = random.nextInt(size + 1); i > 0; i--) {
            int step = step(document, at);
            switch (random.nextInt(4)) {
                case 0 -> insert(out, true);
                case 1 -> {
                    out.delete(step);
                    at += step;
                }
                case 2 -> {
                    out.retain(step, rich ? attributes(true) : Attributes.NONE);
                    at += step;
                }
                default -> {
                    out.retain(step);
                    at += step;
                }
            }
        }
        return out.build();
    }

    int position(Document document) {
        int at = random.nextInt(document.length() + 1);
        return document.splitsPair(at) ? at - 1 : at;
    }

    private int step(Document document, int at) {
        int to = at + random.nextInt(Math.min(document.length() - at, 2 * size) + 1);
        return (document.splitsPair(to) ? to - 1 : to) - at;
    }

    private void insert(OperationBuilder out, boolean nulls) {
        Attributes attributes = rich && random.nextBoolean() ? attributes(nulls) : Attributes.NONE;
        if (rich && random.nextInt(6) == 0) {
            out.insert(new Embed("image", JsonNumber.of(random.nextInt(2))), attributes);
            return;
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3) == 0 ? size : 1 + random.nextInt(2); i > 0; i--) {
            text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
        }
        out.insert(text.toString(), attributes);
    }

    private Attributes attributes(boolean nulls) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        VALUES.forEach((name, choices) -> {
            if (random.nextInt(3) == 0) {
                values.put(
                        name,
                        nulls && random.nextInt(3) == 0
                                ? JsonNull.INSTANCE
                                : choices.get(random.nextInt(choices.size())));
            }
        });
        if (values.isEmpty() && random.nextBoolean()) {
            values.put("link", new JsonString("http://x/" + random.nextInt(2)));
        }
        return Attributes.of(values);
    }
}
