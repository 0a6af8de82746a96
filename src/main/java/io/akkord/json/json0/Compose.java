package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends components and merges each with the one before, at the same path, where json0 does. */
final class Compose {
    private Compose() {}

    static void append(List<Json0Component> out, Json0Component component) {
        int end = out.size() - 1;
        Json0Component last = end < 0 ? null : out.get(end);
        if (last == null || !last.path().equals(component.path())) {
            out.add(component);
        } else if (last instanceof EditText first && component instanceof EditText second) {
            out.set(end, new EditText(first.path(), first.edit().compose(second.edit())));
        } else if (last instanceof AddNumber first && component instanceof AddNumber second) {
            out.set(end, new AddNumber(first.path(), Apply.sum(first.addend(), second.addend())));
        } else if (last instanceof ChangeItem first
                && component instanceof ChangeItem second
                && undoes(first, second)) {
            replaceLast(out, first.removed() == null ? null : new ChangeItem(first.path(), first.removed(), null));
        } else if (last instanceof ChangeMember first
                && component instanceof ChangeMember second
                && meet(first, second)) {
            replaceLast(out, merged(first, second));
        } else if (!(component instanceof MoveItem move) || move.from() != move.to()) {
            out.add(component);
        }
    }

    private static void replaceLast(List<Json0Component> out, @Nullable Json0Component merged) {
        if (merged == null) {
            out.remove(out.size() - 1);
        } else {
            out.set(out.size() - 1, merged);
        }
    }

    /** Whether an item just put in is taken out again. Only scalars are compared, as in json0. */
    private static boolean undoes(ChangeItem first, ChangeItem second) {
        JsonValue inserted = first.inserted();
        return inserted != null
                && second.inserted() == null
                && !(inserted instanceof JsonObject)
                && !(inserted instanceof JsonArray)
                && inserted.equals(second.removed());
    }

    private static boolean meet(ChangeMember first, ChangeMember second) {
        boolean putsBack = first.inserted() == null && second.removed() == null;
        return putsBack || (first.inserted() != null && second.removed() != null);
    }

    /** One change for two, or null where nothing is left. */
    private static @Nullable ChangeMember merged(ChangeMember first, ChangeMember second) {
        if (first.removed() == null && second.inserted() == null) {
            return null;
        }
        return new ChangeMember(first.path(), first.removed(), second.inserted());
    }
}
