package io.akkord.json.json0;

import io.akkord.json.JsonNumber;
import io.akkord.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** One step of an operation. */
public sealed interface Json0Component {
    Path path();

    /** The same at another path. */
    Json0Component at(Path path);

    /** {@code na}: adds to the number at the path. */
    record AddNumber(Path path, JsonNumber addend) implements Json0Component {
        @Override
        public AddNumber at(Path path) {
            return new AddNumber(path, addend);
        }
    }

    /** {@code t: "text0"}: edits the string at the path. */
    record EditText(Path path, TextEdit edit) implements Json0Component {
        @Override
        public EditText at(Path path) {
            return new EditText(path, edit);
        }
    }

    /** {@code ld} and {@code li}: removes the item at the path's last index, or puts one in there, or both; one at least. */
    record ChangeItem(
            Path path,
            @Nullable JsonValue removed,
            @Nullable JsonValue inserted) implements Json0Component {
        public ChangeItem {
            if (path.isRoot() || !(path.last() instanceof Step.Index) || (removed == null && inserted == null)) {
                throw new Json0Refused(Json0Fault.BAD_COMPONENT);
            }
        }

        @Override
        public ChangeItem at(Path path) {
            return new ChangeItem(path, removed, inserted);
        }
    }

    /** {@code lm}: moves the item at the path's last index; {@code to} is its index afterwards. */
    record MoveItem(Path path, int to) implements Json0Component {
        public MoveItem {
            if (path.isRoot() || !(path.last() instanceof Step.Index) || to < 0) {
                throw new Json0Refused(Json0Fault.BAD_MOVE);
            }
        }

        int from() {
            return path.index(path.length() - 1);
        }

        @Override
        public MoveItem at(Path path) {
            return new MoveItem(path, to);
        }
    }

    /**
     * {@code od} and {@code oi}: removes the member that the path's last name names, or puts one in, or both; one at least. At the
     * empty path it is the document that is replaced.
     */
    record ChangeMember(
            Path path,
            @Nullable JsonValue removed,
            @Nullable JsonValue inserted) implements Json0Component {
        public ChangeMember {
            boolean named = path.isRoot() || path.last() instanceof Step.Name;
            if (!named || (removed == null && inserted == null)) {
                throw new Json0Refused(Json0Fault.BAD_COMPONENT);
            }
        }

        @Override
        public ChangeMember at(Path path) {
            return new ChangeMember(path, removed, inserted);
        }
    }
}
