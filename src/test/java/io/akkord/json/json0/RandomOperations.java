package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.RandomJson;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random documents and random operations that fit them. */
public final class RandomOperations {
    private final Random random;
    private final RandomJson json;

    public RandomOperations(Random random) {
        this.random = random;
        this.json = new RandomJson(random);
    }

    public JsonValue document() {
        return json.value(3);
    }

    /** A list whose items can be told apart, for what moves them around. */
    JsonValue list() {
        List<JsonValue> items = new ArrayList<>();
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            items.add(JsonNumber.of(i));
        }
        return new JsonArray(items);
    }

    /** At most so many components. */
    public Json0Operation operation(JsonValue document, int most) {
        List<Json0Component> components = new ArrayList<>();
        JsonValue changed = document;
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            Json0Component component = component(changed);
            components.add(component);
            changed = Apply.apply(changed, component);
        }
        return new Json0Operation(components);
    }

    private Json0Component component(JsonValue document) {
        Path path = Path.ROOT;
        JsonValue value = document;
        while (true) {
            if (value instanceof JsonObject object) {
                if (object.size() == 0 || random.nextInt(3) == 0) {
                    return changeMember(path, object);
                }
                List<Map.Entry<String, JsonValue>> members =
                        List.copyOf(object.members().entrySet());
                Map.Entry<String, JsonValue> member = members.get(random.nextInt(members.size()));
                path = path(path, new Step.Name(member.getKey()));
                value = member.getValue();
            } else if (value instanceof JsonArray array) {
                if (array.size() == 0 || random.nextInt(2) == 0) {
                    return changeList(path, array);
                }
                int index = random.nextInt(array.size());
                path = path(path, new Step.Index(index));
                value = array.get(index);
            } else if (value instanceof JsonNumber && random.nextInt(3) > 0) {
                return new AddNumber(path, json.number());
            } else if (value instanceof JsonString string && random.nextInt(4) > 0) {
                return new EditText(path, textEdit(string.value()));
            } else if (path.isRoot() || path.last() instanceof Step.Name) {
                return new ChangeMember(path, value, json.value(2));
            } else {
                return new ChangeItem(path, value, json.value(2));
            }
        }
    }

    private ChangeMember changeMember(Path path, JsonObject object) {
        String name = json.name();
        JsonValue there = object.get(name);
        JsonValue inserted = there == null || random.nextBoolean() ? json.value(2) : null;
        return new ChangeMember(path(path, new Step.Name(name)), there, inserted);
    }

    private Json0Component changeList(Path path, JsonArray array) {
        int what = random.nextInt(10);
        if (array.size() == 0 || what < 3) {
            return new ChangeItem(path(path, new Step.Index(random.nextInt(array.size() + 1))), null, json.value(2));
        }
        int index = random.nextInt(array.size());
        Path at = path(path, new Step.Index(index));
        if (what < 6) {
            return new MoveItem(at, random.nextInt(array.size()));
        }
        return new ChangeItem(at, array.get(index), what < 8 ? json.value(2) : null);
    }

    TextEdit textEdit(String text) {
        List<TextEdit.Part> parts = new ArrayList<>();
        String changed = text;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = position(changed);
            int to = position(changed);
            String inserted = json.text();
            if (from != to && random.nextBoolean()) {
                int start = Math.min(from, to);
                parts.add(new TextEdit.Part(start, changed.substring(start, Math.max(from, to)), false));
                changed = changed.substring(0, start) + changed.substring(Math.max(from, to));
            } else if (!inserted.isEmpty()) {
                parts.add(new TextEdit.Part(from, inserted, true));
                changed = changed.substring(0, from) + inserted + changed.substring(from);
            }
        }
        return new TextEdit(parts);
    }

    /** A position in the text that is not inside a surrogate pair. */
    private int position(String text) {
        return text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
    }

    private static Path path(Path path, Step step) {
        List<Step> steps = new ArrayList<>(path.steps());
        steps.add(step);
        return new Path(steps);
    }
}
