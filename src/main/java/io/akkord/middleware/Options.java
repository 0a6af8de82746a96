package io.akkord.middleware;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the options of a link that comes with the server; throws IllegalArgumentException with a sentence for what is wrong. */
final class Options {
    private final String link;
    private final JsonObject options;

    /** @param known the names that may stand in there */
    Options(String link, JsonObject options, Set<String> known) {
        this.link = link;
        this.options = options;
        for (String name : options.members().keySet()) {
            require(known.contains(name), "has no option " + name);
        }
    }

    Optional<String> text(String name) {
        JsonValue value = options.get(name);
        require(value == null || value instanceof JsonString, "takes a text as " + name);
        return value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    Optional<Integer> positive(String name) {
        JsonValue value = options.get(name);
        if (value == null) {
            return Optional.empty();
        }
        double number = value instanceof JsonNumber n ? n.doubleValue() : 0;
        require(
                number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number),
                "takes a whole number above 0 as " + name);
        return Optional.of((int) number);
    }

    boolean truth(String name) {
        JsonValue value = options.get(name);
        require(value == null || value instanceof JsonBoolean, "takes true or false as " + name);
        return value == JsonBoolean.TRUE;
    }

    /** The objects of a list that must hold one at least. */
    List<Options> list(String name, Set<String> known) {
        List<JsonValue> items = options.get(name) instanceof JsonArray array ? array.items() : List.of();
        require(!items.isEmpty(), "needs a list " + name);
        require(items.stream().allMatch(JsonObject.class::isInstance), "takes a list of objects as " + name);
        return items.stream()
                .map(item -> new Options(link, (JsonObject) item, known))
                .toList();
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> wrong("needs " + name));
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("The middleware " + link + " " + what + ".");
    }
}
