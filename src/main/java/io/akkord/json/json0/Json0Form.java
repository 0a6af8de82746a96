package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.StrictText;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operations as JSON values, in the format of ot-json0. Reader and writer share this file so that the format stands in one place.
 *
 * <pre>
 *   [{"p":["list",0],"li":"a"}, {"p":["list",2],"ld":"b"}, {"p":["list",1],"lm":0},
 *    {"p":["name"],"od":1,"oi":2}, {"p":["count"],"na":1},
 *    {"p":["text"],"t":"text0","o":[{"p":3,"i":"abc"},{"p":0,"d":"x"}]}]
 * </pre>
 */
public final class Json0Form {
    /** Components of one operation; transform costs the product of two such numbers. */
    public static final int MAX_COMPONENTS = 1_000;

    /** How far from the decimal point the digits of {@code na} may lie: beyond what a double holds. */
    static final int NUMBER_PLACES = 400;

    private static final Set<String> WHAT = Set.of("na", "li", "ld", "lm", "oi", "od", "t", "o");

    private Json0Form() {}

    /** @throws Json0Refused for what is no operation; whether it fits a document is not looked at */
    public static Json0Operation read(JsonValue json) {
        if (!(json instanceof JsonArray list)) {
            throw new Json0Refused(Json0Fault.NOT_A_LIST);
        }
        if (list.size() > MAX_COMPONENTS) {
            throw new Json0Refused(Json0Fault.TOO_MANY);
        }
        List<Json0Component> components = new ArrayList<>();
        int count = 0;
        for (JsonValue item : list.items()) {
            Json0Component component = component(item);
            components.add(component);
            count += component instanceof EditText edit ? edit.edit().parts().size() : 1;
        }
        if (count > MAX_COMPONENTS) {
            throw new Json0Refused(Json0Fault.TOO_MANY);
        }
        return new Json0Operation(components);
    }

    private static Json0Component component(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            throw new Json0Refused(Json0Fault.BAD_COMPONENT);
        }
        Set<String> names = object.members().keySet();
        if (names.contains("si") || names.contains("sd")) {
            throw new Json0Refused(Json0Fault.STRING_EDIT);
        }
        Path path = path(object.get("p"));
        Set<String> what = new HashSet<>(names);
        what.remove("p");
        if (what.isEmpty() || !WHAT.containsAll(what)) {
            throw new Json0Refused(Json0Fault.BAD_COMPONENT);
        }
        return component(path, object, what);
    }

    private static Json0Component component(Path path, JsonObject object, Set<String> what) {
        if (what.equals(Set.of("na"))) {
            return new AddNumber(path, addend(object.get("na")));
        }
        if (what.equals(Set.of("lm"))) {
            return new MoveItem(path, wholeNumber(object.get("lm"), Json0Fault.BAD_MOVE));
        }
        if (what.equals(Set.of("t", "o"))) {
            return new EditText(path, textEdit(object));
        }
        if (Set.of("li", "ld").containsAll(what)) {
            return new ChangeItem(path, object.get("ld"), object.get("li"));
        }
        if (Set.of("oi", "od").containsAll(what)) {
            return new ChangeMember(path, object.get("od"), object.get("oi"));
        }
        throw new Json0Refused(Json0Fault.BAD_COMPONENT);
    }

    private static Path path(@Nullable JsonValue json) {
        if (!(json instanceof JsonArray list)) {
            throw new Json0Refused(Json0Fault.BAD_PATH);
        }
        List<Step> steps = new ArrayList<>();
        for (JsonValue step : list.items()) {
            steps.add(
                    step instanceof JsonString name
                            ? new Step.Name(name.value())
                            : new Step.Index(wholeNumber(step, Json0Fault.BAD_PATH)));
        }
        return new Path(steps);
    }

    private static int wholeNumber(@Nullable JsonValue json, Json0Fault otherwise) {
        if (json instanceof JsonNumber number && number.text().length() <= 10) {
            try {
                long value = Long.parseLong(number.text());
                if (value >= 0 && value <= Integer.MAX_VALUE) {
                    return (int) value;
                }
            } catch (NumberFormatException fraction) {
                throw new Json0Refused(otherwise);
            }
        }
        throw new Json0Refused(otherwise);
    }

    private static JsonNumber addend(@Nullable JsonValue json) {
        if (json instanceof JsonNumber number && number.isWithin(NUMBER_PLACES)) {
            return number;
        }
        throw new Json0Refused(Json0Fault.BAD_NUMBER);
    }

    private static TextEdit textEdit(JsonObject object) {
        if (!(object.get("t") instanceof JsonString subtype) || !subtype.value().equals("text0")) {
            throw new Json0Refused(Json0Fault.UNKNOWN_SUBTYPE);
        }
        if (!(object.get("o") instanceof JsonArray list)) {
            throw new Json0Refused(Json0Fault.BAD_TEXT_EDIT);
        }
        List<TextEdit.Part> parts = new ArrayList<>();
        for (JsonValue item : list.items()) {
            parts.add(part(item));
        }
        return new TextEdit(parts);
    }

    private static TextEdit.Part part(JsonValue json) {
        if (!(json instanceof JsonObject object) || object.size() != 2) {
            throw new Json0Refused(Json0Fault.BAD_TEXT_EDIT);
        }
        boolean inserts = object.get("i") != null;
        if (!(object.get(inserts ? "i" : "d") instanceof JsonString text)) {
            throw new Json0Refused(Json0Fault.BAD_TEXT_EDIT);
        }
        if (!StrictText.accepts(text.value())) {
            throw new Json0Refused(Json0Fault.BAD_TEXT);
        }
        int position = wholeNumber(object.get("p"), Json0Fault.BAD_TEXT_EDIT);
        return new TextEdit.Part(position, text.value(), inserts);
    }

    public static JsonArray write(Json0Operation operation) {
        List<JsonValue> list = new ArrayList<>();
        operation.components().forEach(component -> list.add(write(component)));
        return new JsonArray(list);
    }

    private static JsonObject write(Json0Component component) {
        JsonObject object = JsonObject.EMPTY.with("p", write(component.path()));
        if (component instanceof AddNumber add) {
            return object.with("na", add.addend());
        }
        if (component instanceof MoveItem move) {
            return object.with("lm", JsonNumber.of(move.to()));
        }
        if (component instanceof ChangeItem item) {
            return with(with(object, "ld", item.removed()), "li", item.inserted());
        }
        if (component instanceof ChangeMember member) {
            return with(with(object, "od", member.removed()), "oi", member.inserted());
        }
        List<JsonValue> parts = new ArrayList<>();
        for (TextEdit.Part part : ((EditText) component).edit().parts()) {
            parts.add(JsonObject.EMPTY
                    .with("p", JsonNumber.of(part.position()))
                    .with(part.inserts() ? "i" : "d", new JsonString(part.text())));
        }
        return object.with("t", new JsonString("text0")).with("o", new JsonArray(parts));
    }

    private static JsonObject with(JsonObject object, String name, @Nullable JsonValue value) {
        return value == null ? object : object.with(name, value);
    }

    private static JsonArray write(Path path) {
        List<JsonValue> steps = new ArrayList<>();
        for (Step step : path.steps()) {
            steps.add(
                    step instanceof Step.Index index
                            ? JsonNumber.of(index.index())
                            : new JsonString(((Step.Name) step).name()));
        }
        return new JsonArray(steps);
    }
}
