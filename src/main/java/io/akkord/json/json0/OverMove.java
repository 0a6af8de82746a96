package io.akkord.json.json0;

import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.List;

/** What becomes of a component over {@code lm} in a list on its path. */
final class OverMove {
    private OverMove() {}

    static void over(
            Crossing<Json0Component> dest,
            List<Json0Component> out,
            Json0Component component,
            MoveItem other,
            Side side) {
        int level = other.path().length() - 1;
        int place = component.path().index(level);
        boolean sameList = Transform.sameContainer(component, other);
        if (sameList && component instanceof MoveItem move) {
            overMove(dest, out, move, other, side);
        } else if (sameList && component instanceof ChangeItem item && item.removed() == null) {
            dest.append(out, item.at(item.path().withIndex(level, gap(place, other))));
        } else {
            dest.append(out, component.at(component.path().withIndex(level, followed(place, other))));
        }
    }

    /** Where the gap before an index is after the move. */
    private static int gap(int place, MoveItem other) {
        return place - (place > other.from() ? 1 : 0) + (place > other.to() ? 1 : 0);
    }

    /** Where the item at an index is after the move. */
    private static int followed(int place, MoveItem other) {
        int from = other.from();
        int to = other.to();
        if (place == from) {
            return to;
        }
        boolean pushed = place > to || (place == to && from > to);
        return place - (place > from ? 1 : 0) + (pushed ? 1 : 0);
    }

    private static void overMove(
            Crossing<Json0Component> dest, List<Json0Component> out, MoveItem move, MoveItem other, Side side) {
        int from = move.from();
        int to = move.to();
        int level = move.path().length() - 1;
        if (other.from() == other.to()) {
            dest.append(out, move);
        } else if (from != other.from()) {
            Path path = move.path().withIndex(level, followed(from, other));
            dest.append(out, new MoveItem(path, target(from, to, other, side)));
        } else if (side == Side.LEFT) {
            // Both move the same item: the left one brings it where it wanted to, from where the other brought it.
            dest.append(out, new MoveItem(move.path().withIndex(level, other.to()), from == to ? other.to() : to));
        }
    }

    /** Where an item that the other move went around is now brought. */
    private static int target(int from, int to, MoveItem other, Side side) {
        int otherFrom = other.from();
        int otherTo = other.to();
        int target = to;
        if (from == to && from == otherTo && otherFrom > otherTo) {
            target++;
        }
        if (to > otherFrom || (to == otherFrom && to > from)) {
            target--;
        }
        if (to > otherTo) {
            return target + 1;
        }
        if (to < otherTo) {
            return target;
        }
        boolean sameWay = (otherTo > otherFrom && to > from) || (otherTo < otherFrom && to < from);
        if (sameWay) {
            return side == Side.RIGHT ? target + 1 : target;
        }
        return to > from ? target + 1 : target;
    }
}
