package io.akkord.json;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array; {@code items} is unmodifiable. Changed arrays share structure with the one they come from: O(log n) each.
 *
 * @param items with O(log n) access to any of them
 */
public record JsonArray(List<JsonValue> items) implements JsonValue {
    public static final JsonArray EMPTY = new JsonArray(Items.NONE);

    /** @throws IllegalArgumentException beyond {@link JsonValue#MAX_DEPTH} */
    public JsonArray {
        Items shared = Items.copyOf(items);
        if (shared.root().depth() >= MAX_DEPTH) {
            throw new IllegalArgumentException("nested too deeply");
        }
        items = shared;
    }

    public static JsonArray of(JsonValue... items) {
        return new JsonArray(List.of(items));
    }

    public int size() {
        return items.size();
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < size()}, here and below */
    public JsonValue get(int index) {
        return items.get(index);
    }

    /** This array with another item in the place of one. */
    public JsonArray with(int index, JsonValue item) {
        return items.get(index) == item ? this : of(root().with(index, item));
    }

    /** This array with one more item, at the index or, where that is the size, at the end. */
    public JsonArray inserting(int index, JsonValue item) {
        if (index < 0 || index > size()) {
            throw new IndexOutOfBoundsException(index);
        }
        return of(root().inserting(index, item));
    }

    public JsonArray without(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        return of(root().without(index));
    }

    @Override
    public int depth() {
        return root().depth() + 1;
    }

    @Override
    public long weight() {
        return 2 + size() + root().weight();
    }

    private static JsonArray of(TreeNode<JsonValue> root) {
        return root.size == 0 ? EMPTY : new JsonArray(new Items(root));
    }

    TreeNode<JsonValue> root() {
        return ((Items) items).root();
    }

    /** Written out, as in {@link JsonObject}, so that a level of nesting takes one frame of the stack. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof JsonArray that) || size() != that.size()) {
            return false;
        }
        Iterator<JsonValue> theirs = that.items.iterator();
        for (JsonValue item : items) {
            if (!item.equals(theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (JsonValue item : items) {
            hash = 31 * hash + item.hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return JsonText.toString(this);
    }
}
