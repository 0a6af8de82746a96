package io.akkord.json.json0;

import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.List;

/** What becomes of a component over {@code li}, {@code ld} or both in a list on its path. */
final class OverItem {
    private OverItem() {}

    static void over(
            Crossing<Json0Component> dest,
            List<Json0Component> out,
            Json0Component component,
            ChangeItem other,
            Side side) {
        int level = other.path().length() - 1;
        int place = component.path().index(level);
        int otherPlace = other.path().index(level);
        boolean sameList = Transform.sameContainer(component, other);
        if (other.removed() == null) {
            dest.append(out, overInsert(component, level, place, otherPlace, sameList, side));
        } else if (place != otherPlace) {
            dest.append(
                    out, other.inserted() == null ? closed(component, level, place, otherPlace, sameList) : component);
        } else if (!sameList) {
            return;
        } else if (component instanceof ChangeItem item) {
            overRemoved(dest, out, item, other, side);
        } else if (other.inserted() != null) {
            dest.append(out, component);
        }
    }

    private static Json0Component overInsert(
            Json0Component component, int level, int place, int otherPlace, boolean sameList, Side side) {
        boolean inserts = sameList && component instanceof ChangeItem item && item.removed() == null;
        boolean stays = inserts && place == otherPlace && side == Side.LEFT;
        Json0Component moved =
                otherPlace <= place && !stays ? component.at(component.path().withIndex(level, place + 1)) : component;
        if (sameList && moved instanceof MoveItem move && otherPlace <= move.to()) {
            return new MoveItem(move.path(), move.to() + 1);
        }
        return moved;
    }

    /** An item at another place is gone. */
    private static Json0Component closed(
            Json0Component component, int level, int place, int otherPlace, boolean sameList) {
        Json0Component moved =
                otherPlace < place ? component.at(component.path().withIndex(level, place - 1)) : component;
        if (sameList && moved instanceof MoveItem move) {
            int to = move.to();
            boolean before = otherPlace < to || (otherPlace == to && place < to);
            return before ? new MoveItem(move.path(), to - 1) : move;
        }
        return moved;
    }

    /** The very item that this one inserts before, removes or replaces was removed or replaced. */
    private static void overRemoved(
            Crossing<Json0Component> dest, List<Json0Component> out, ChangeItem item, ChangeItem other, Side side) {
        if (item.removed() == null) {
            dest.append(out, item);
        } else if (item.inserted() != null && other.inserted() == null) {
            dest.append(out, new ChangeItem(item.path(), null, item.inserted()));
        } else if (item.inserted() != null && side == Side.LEFT) {
            dest.append(out, new ChangeItem(item.path(), other.inserted(), item.inserted()));
        }
    }
}
