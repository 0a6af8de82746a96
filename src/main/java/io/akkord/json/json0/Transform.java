package io.akkord.json.json0;

import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import io.akkord.json.json0.Json0Component.MoveItem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Transform of json0: one component over one other, with the rules and tie breaks of ot-json0 1.1.0.
 *
 * <p>A component acts in a container: the list or object above the place that its path ends at, or, for {@code na} and {@code t}, the
 * number or string itself. The other one matters only where its container lies on the way to, or is, the container of this one;
 * {@code level} is then the step of both paths that says which place in that container; -1 for the document itself.
 */
final class Transform extends Crossing<Json0Component> {
    private static final int APART = -2;

    private final Work work;

    Transform(Work work) {
        this.work = work;
    }

    Json0Operation transform(Json0Operation operation, Json0Operation other, Side side) {
        return new Json0Operation(transform(operation.components(), other.components(), side));
    }

    @Override
    void append(List<Json0Component> out, Json0Component component) {
        if (component instanceof EditText next
                && !out.isEmpty()
                && out.get(out.size() - 1) instanceof EditText last
                && last.path().equals(next.path())) {
            work.merged(last.edit(), next.edit());
        }
        Compose.append(out, component);
    }

    @Override
    void across(
            List<Json0Component> leftOut, Json0Component left, List<Json0Component> rightOut, Json0Component right) {
        int common = left.path().common(right.path());
        work.pair(common);
        if (touches(left, right, common) || touches(right, left, common)) {
            over(leftOut, left, right, common, Side.LEFT);
            over(rightOut, right, left, common, Side.RIGHT);
        } else {
            append(leftOut, left);
            rightOut.add(right);
        }
    }

    @Override
    void over(List<Json0Component> out, Json0Component component, Json0Component other, Side side) {
        int common = component.path().common(other.path());
        work.pair(common);
        over(out, component, other, common, side);
    }

    /** Whether {@link #over} can do anything but append the component; {@code common} is how far their paths go together. */
    private static boolean touches(Json0Component component, Json0Component other, int common) {
        if (common >= component.path().length() && removed(component) != null) {
            return true;
        }
        if (common < reach(other) - 1 || other instanceof AddNumber) {
            return false;
        }
        return !(other instanceof ChangeMember) || common == other.path().length();
    }

    private void over(List<Json0Component> out, Json0Component component, Json0Component other, int common, Side side) {
        Json0Component changed = withWhatIsRemoved(component, other, common);
        int level = level(other, changed, common);
        boolean matters = level != APART && (level == -1 || changed.path().length() > level);
        if (other instanceof EditText edit) {
            overText(out, changed, edit, side);
        } else if (!matters || other instanceof AddNumber) {
            append(out, changed);
        } else if (other instanceof ChangeItem item) {
            OverItem.over(this, out, changed, item, side);
        } else if (other instanceof MoveItem move) {
            OverMove.over(this, out, changed, move, side);
        } else if (other instanceof ChangeMember member) {
            overMember(out, changed, member, common, side);
        } else {
            throw new IllegalStateException("another kind of component: " + other);
        }
    }

    /** Whether both act in the same container. */
    static boolean sameContainer(Json0Component a, Json0Component b) {
        return reach(a) == reach(b);
    }

    /** What a component removes must name what is there; so where the other one changes something in it, it must name that. */
    private Json0Component withWhatIsRemoved(Json0Component component, Json0Component other, int common) {
        JsonValue removed = removed(component);
        boolean within = common == component.path().length() && reach(other) > reach(component);
        if (removed == null || !within) {
            return component;
        }
        if (other instanceof EditText edit) {
            work.copied(removed.weight() * edit.edit().parts().size());
        }
        JsonValue compared = removed(other);
        if (compared != null) {
            work.compared(compared.weight());
        }
        Json0Component inside = other.at(other.path().below(component.path().length()));
        JsonValue changed = Apply.apply(removed, inside);
        if (component instanceof ChangeItem item) {
            return new ChangeItem(item.path(), changed, item.inserted());
        }
        return new ChangeMember(component.path(), changed, ((ChangeMember) component).inserted());
    }

    private static @Nullable JsonValue removed(Json0Component component) {
        if (component instanceof ChangeItem item) {
            return item.removed();
        }
        return component instanceof ChangeMember member ? member.removed() : null;
    }

    /** Steps to the place that is changed: one more than the path has where the change is inside a number or string. */
    private static int reach(Json0Component component) {
        boolean inside = component instanceof AddNumber || component instanceof EditText;
        return component.path().length() + (inside ? 1 : 0);
    }

    /** The level of {@code a}'s container, if it lies on the way to where {@code b} acts; else {@link #APART}. */
    private static int level(Json0Component a, Json0Component b, int common) {
        int level = reach(a) - 1;
        if (level < 0) {
            return -1;
        }
        return reach(b) > level && common >= level ? level : APART;
    }

    private void overText(List<Json0Component> out, Json0Component component, EditText other, Side side) {
        if (!(component instanceof EditText edit) || !edit.path().equals(other.path())) {
            append(out, component);
            return;
        }
        TextEdit changed = new TextTransform(work).transform(edit.edit(), other.edit(), side);
        if (!changed.parts().isEmpty()) {
            append(out, new EditText(edit.path(), changed));
        }
    }

    private void overMember(
            List<Json0Component> out, Json0Component component, ChangeMember other, int common, Side side) {
        if (common < other.path().length()) {
            append(out, component);
            return;
        }
        boolean puts =
                component instanceof ChangeMember member && member.inserted() != null && sameContainer(member, other);
        if (!puts) {
            return;
        }
        JsonValue inserted = Objects.requireNonNull(((ChangeMember) component).inserted());
        if (other.inserted() == null) {
            append(out, new ChangeMember(component.path(), null, inserted));
        } else if (side == Side.LEFT) {
            append(out, new ChangeMember(component.path(), other.inserted(), inserted));
        }
    }
}
