package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import org.jspecify.annotations.Nullable;

/** Applies components: O(length of the path · log n), and what is removed is compared with what is there. */
final class Apply {
    private Apply() {}

    static JsonValue apply(JsonValue document, Json0Component component) {
        if (component.path().isRoot() && component instanceof ChangeMember whole) {
            return replaceAll(document, whole);
        }
        return descend(document, component, 0);
    }

    private static JsonValue replaceAll(JsonValue document, ChangeMember whole) {
        if (whole.inserted() == null) {
            throw new Json0Refused(Json0Fault.REMOVES_ALL);
        }
        refuseOther(whole.removed(), document, Json0Fault.ALREADY_THERE);
        return fitting(whole.inserted(), 0);
    }

    private static JsonValue descend(JsonValue value, Json0Component component, int level) {
        Path path = component.path();
        boolean inside = component instanceof AddNumber || component instanceof EditText;
        if (level == path.length() - (inside ? 0 : 1)) {
            return change(value, component);
        }
        if (value instanceof JsonObject object && path.steps().get(level) instanceof Step.Name step) {
            JsonValue child = object.get(step.name());
            if (child != null) {
                return object.with(step.name(), descend(child, component, level + 1));
            }
        } else if (value instanceof JsonArray array && path.steps().get(level) instanceof Step.Index step) {
            int index = step.index();
            if (index < array.size()) {
                return array.with(index, descend(array.get(index), component, level + 1));
            }
        }
        throw new Json0Refused(Json0Fault.NO_SUCH_PLACE);
    }

    private static JsonValue change(JsonValue value, Json0Component component) {
        if (component instanceof AddNumber add) {
            return sum(value, add);
        }
        if (component instanceof EditText edit) {
            if (value instanceof JsonString string) {
                return new JsonString(edit.edit().apply(string.value()));
            }
            throw new Json0Refused(Json0Fault.NOT_A_STRING);
        }
        if (component instanceof ChangeMember change) {
            return changeMember(value, change);
        }
        if (!(value instanceof JsonArray array)) {
            throw new Json0Refused(Json0Fault.NOT_AN_ARRAY);
        }
        return component instanceof MoveItem move ? move(array, move) : changeItem(array, (ChangeItem) component);
    }

    private static JsonValue sum(JsonValue value, AddNumber add) {
        if (value instanceof JsonNumber number) {
            return sum(number, add.addend());
        }
        throw new Json0Refused(Json0Fault.NOT_A_NUMBER);
    }

    static JsonNumber sum(JsonNumber a, JsonNumber b) {
        return a.plus(b).orElseThrow(() -> new Json0Refused(Json0Fault.ENDLESS_SUM));
    }

    private static JsonValue changeMember(JsonValue value, ChangeMember change) {
        if (!(value instanceof JsonObject object) || !(change.path().last() instanceof Step.Name step)) {
            throw new Json0Refused(Json0Fault.NOT_AN_OBJECT);
        }
        refuseOther(change.removed(), object.get(step.name()), Json0Fault.ALREADY_THERE);
        return change.inserted() == null
                ? object.without(step.name())
                : object.with(
                        step.name(), fitting(change.inserted(), change.path().length()));
    }

    private static JsonValue changeItem(JsonArray array, ChangeItem change) {
        int index = change.path().index(change.path().length() - 1);
        JsonValue removed = change.removed();
        if (index > array.size() || (index == array.size() && removed != null)) {
            throw new Json0Refused(Json0Fault.PAST_END);
        }
        if (removed != null) {
            refuseOther(removed, array.get(index), Json0Fault.OTHER_VALUE);
        }
        if (change.inserted() == null) {
            return array.without(index);
        }
        JsonValue inserted = fitting(change.inserted(), change.path().length());
        return removed == null ? array.inserting(index, inserted) : array.with(index, inserted);
    }

    private static JsonValue move(JsonArray array, MoveItem move) {
        if (move.from() >= array.size() || move.to() >= array.size()) {
            throw new Json0Refused(Json0Fault.PAST_END);
        }
        JsonValue item = array.get(move.from());
        return move.from() == move.to() ? array : array.without(move.from()).inserting(move.to(), item);
    }

    /** Refuses where what a component removes, which may be nothing, is not what is there. */
    private static void refuseOther(@Nullable JsonValue removed, @Nullable JsonValue there, Json0Fault unexpected) {
        if (removed == null && there != null) {
            throw new Json0Refused(unexpected);
        }
        if (removed != null && !SameValue.same(removed, there)) {
            throw new Json0Refused(there == null ? Json0Fault.NO_SUCH_PLACE : Json0Fault.OTHER_VALUE);
        }
    }

    /** What can be read out of a document can be taken in again: it nests no deeper than input may. */
    private static JsonValue fitting(JsonValue inserted, int level) {
        if (level + inserted.depth() > JsonLimits.DEFAULT.depth()) {
            throw new Json0Refused(Json0Fault.TOO_DEEP);
        }
        return inserted;
    }
}
