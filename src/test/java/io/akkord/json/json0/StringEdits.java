package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads operations of ot-json0 that may hold {@code si} and {@code sd}: as text0, which is what ot-json0 itself makes of them. */
final class StringEdits {
    private StringEdits() {}

    static Json0Operation read(JsonValue operation) {
        List<JsonValue> components = new ArrayList<>();
        ((JsonArray) operation).items().forEach(component -> components.add(asText0((JsonObject) component)));
        return Json0Form.read(new JsonArray(components));
    }

    private static JsonObject asText0(JsonObject component) {
        JsonValue inserted = component.get("si");
        JsonValue text = inserted != null ? inserted : component.get("sd");
        if (text == null) {
            return component;
        }
        JsonArray path = (JsonArray) component.get("p");
        int last = path.size() - 1;
        JsonObject part = new JsonObject(Map.of("p", path.get(last), inserted != null ? "i" : "d", text));
        return new JsonObject(Map.of("p", path.without(last), "t", new JsonString("text0"), "o", JsonArray.of(part)));
    }

    /** Whether there is an edit of the older form in a line of the vectors. */
    static boolean anyIn(JsonObject line) {
        String text = line.toString();
        return text.contains("\"si\":") || text.contains("\"sd\":");
    }

    /**
     * In a spelling that does not depend on the form: neighbouring edits of one string in one component ({@code si} and {@code sd}
     * are one each), and no moves to where the item is (json0 drops them after a component of the same path; the older form's paths
     * are longer).
     */
    static JsonValue merged(Json0Operation operation) {
        List<Json0Component> merged = new ArrayList<>();
        for (Json0Component component : operation.components()) {
            int last = merged.size() - 1;
            if (last >= 0
                    && component instanceof EditText next
                    && merged.get(last) instanceof EditText before
                    && next.path().equals(before.path())) {
                List<TextEdit.Part> parts = new ArrayList<>(before.edit().parts());
                parts.addAll(next.edit().parts());
                merged.set(last, new EditText(before.path(), new TextEdit(parts)));
            } else if (!(component instanceof MoveItem move) || move.from() != move.to()) {
                merged.add(component);
            }
        }
        return Json0Form.write(new Json0Operation(merged));
    }
}
