package io.akkord.json.json0;

import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;

/** What takes one component back; json0 needs no document for it, for components name what they remove. */
final class Invert {
    private Invert() {}

    static Json0Component invert(Json0Component component) {
        if (component instanceof AddNumber add) {
            return new AddNumber(add.path(), add.addend().negated());
        }
        if (component instanceof EditText edit) {
            return new EditText(edit.path(), edit.edit().invert());
        }
        if (component instanceof ChangeItem item) {
            return new ChangeItem(item.path(), item.inserted(), item.removed());
        }
        if (component instanceof ChangeMember member) {
            return new ChangeMember(member.path(), member.inserted(), member.removed());
        }
        MoveItem move = (MoveItem) component;
        return new MoveItem(move.path().withIndex(move.path().length() - 1, move.to()), move.from());
    }
}
