package io.akkord.room;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.Path;
import io.akkord.json.json0.Step;
import io.akkord.json.json0.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What leads from one JSON document to another and leaves alone what both have, so that what others do there at the same time survives:
 * members of the same name are compared with each other, of lists and strings the beginning and the end that are the same are kept.
 * Where as many items of a list were replaced as there were, each is compared with the one in its place. Not the shortest operation, and
 * where it would have too many components the smallest value that holds them is replaced as a whole.
 */
final class JsonDifference {
    /** A string's edit has two parts, and each counts as a component. */
    private static final int MOST = Json0Form.MAX_COMPONENTS / 2;

    private final List<Json0Component> out = new ArrayList<>();

    private JsonDifference() {}

    /** O(size of both · depth). */
    static Json0Operation between(JsonValue before, JsonValue after) {
        JsonDifference difference = new JsonDifference();
        difference.value(Path.ROOT, before, after);
        return new Json0Operation(difference.out);
    }

    private void value(Path path, JsonValue before, JsonValue after) {
        int mark = out.size();
        if (before instanceof JsonObject from && after instanceof JsonObject to) {
            members(path, from, to);
        } else if (before instanceof JsonArray from && after instanceof JsonArray to) {
            items(path, from, to);
        } else if (before instanceof JsonString from && after instanceof JsonString to) {
            text(path, from, to);
        } else if (!before.equals(after)) {
            out.add(replacement(path, before, after));
        }
        if (isFull()) {
            out.subList(mark, out.size()).clear();
            out.add(replacement(path, before, after));
        }
    }

    /** What is gathered now will be replaced as a whole, so nobody needs to go on. */
    private boolean isFull() {
        return out.size() > MOST;
    }

    private static Json0Component replacement(Path path, JsonValue before, JsonValue after) {
        return !path.isRoot() && path.last() instanceof Step.Index
                ? new ChangeItem(path, before, after)
                : new ChangeMember(path, before, after);
    }

    private void members(Path path, JsonObject from, JsonObject to) {
        for (Map.Entry<String, JsonValue> member : from.members().entrySet()) {
            if (isFull()) {
                return;
            }
            JsonValue next = to.get(member.getKey());
            if (next == null) {
                out.add(new ChangeMember(below(path, member.getKey()), member.getValue(), null));
            } else if (!next.equals(member.getValue())) {
                value(below(path, member.getKey()), member.getValue(), next);
            }
        }
        for (Map.Entry<String, JsonValue> member : to.members().entrySet()) {
            if (isFull()) {
                return;
            }
            if (from.get(member.getKey()) == null) {
                out.add(new ChangeMember(below(path, member.getKey()), null, member.getValue()));
            }
        }
    }

    private void items(Path path, JsonArray from, JsonArray to) {
        int most = Math.min(from.size(), to.size());
        int begin = 0;
        while (begin < most && from.get(begin).equals(to.get(begin))) {
            begin++;
        }
        int same = 0;
        while (same < most - begin && from.get(from.size() - 1 - same).equals(to.get(to.size() - 1 - same))) {
            same++;
        }
        int fromEnd = from.size() - same;
        int toEnd = to.size() - same;
        if (fromEnd == toEnd) {
            for (int i = begin; i < toEnd && !isFull(); i++) {
                if (!from.get(i).equals(to.get(i))) {
                    value(below(path, i), from.get(i), to.get(i));
                }
            }
            return;
        }
        for (int i = begin; i < fromEnd && !isFull(); i++) {
            out.add(new ChangeItem(below(path, begin), from.get(i), null));
        }
        for (int i = begin; i < toEnd && !isFull(); i++) {
            out.add(new ChangeItem(below(path, i), null, to.get(i)));
        }
    }

    private void text(Path path, JsonString from, JsonString to) {
        String before = from.value();
        String after = to.value();
        if (before.equals(after)) {
            return;
        }
        int begin = commonPrefix(before, after);
        int same = commonSuffix(before, after, Math.min(before.length(), after.length()) - begin);
        if (begin == 0 && same == 0) {
            out.add(replacement(path, from, to));
            return;
        }
        List<TextEdit.Part> parts = new ArrayList<>(2);
        if (begin < before.length() - same) {
            parts.add(new TextEdit.Part(begin, before.substring(begin, before.length() - same), false));
        }
        if (begin < after.length() - same) {
            parts.add(new TextEdit.Part(begin, after.substring(begin, after.length() - same), true));
        }
        out.add(new EditText(path, new TextEdit(parts)));
    }

    private static int commonPrefix(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int length = 0;
        while (length < most && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length > 0 && Character.isHighSurrogate(a.charAt(length - 1)) ? length - 1 : length;
    }

    private static int commonSuffix(String a, String b, int most) {
        int length = 0;
        while (length < most && a.charAt(a.length() - 1 - length) == b.charAt(b.length() - 1 - length)) {
            length++;
        }
        return length > 0 && Character.isLowSurrogate(a.charAt(a.length() - length)) ? length - 1 : length;
    }

    private static Path below(Path path, Object step) {
        List<Step> steps = new ArrayList<>(path.steps());
        steps.add(step instanceof Integer index ? new Step.Index(index) : new Step.Name((String) step));
        return new Path(steps);
    }
}
