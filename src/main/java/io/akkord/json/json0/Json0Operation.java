package io.akkord.json.json0;

import io.akkord.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of a JSON document: components one after the other, each on what the ones before it left.
 *
 * <p>A method that meets components which do not fit the document, or do not fit each other, throws {@link Json0Refused}.
 */
public record Json0Operation(List<Json0Component> components) {
    /** Changes nothing. */
    public static final Json0Operation EMPTY = new Json0Operation(List.of());

    public Json0Operation {
        components = List.copyOf(components);
    }

    public static Json0Operation of(Json0Component... components) {
        return new Json0Operation(List.of(components));
    }

    public boolean isEmpty() {
        return components.isEmpty();
    }

    /** The document after this operation. */
    public JsonValue apply(JsonValue document) {
        JsonValue changed = document;
        for (Json0Component component : components) {
            changed = Apply.apply(changed, component);
        }
        return changed;
    }

    /** Why this does not fit the document, if it does not: also where {@code od}, {@code ld} or {@code d} is not what is there. */
    public Optional<Json0Fault> check(JsonValue document) {
        try {
            apply(document);
            return Optional.empty();
        } catch (Json0Refused refused) {
            return Optional.of(refused.fault());
        }
    }

    /** One operation with the effect of this and then {@code next}. */
    public Json0Operation compose(Json0Operation next) {
        List<Json0Component> all = new ArrayList<>(components);
        next.components.forEach(component -> Compose.append(all, component));
        return new Json0Operation(all);
    }

    /** The same change with neighbours merged, as composing would. */
    public Json0Operation normalize() {
        return EMPTY.compose(this);
    }

    /**
     * The form of {@code other}, made on the same document, that can follow this one. {@code side} is the other's: an incoming
     * operation is transformed by {@code committed.transform(incoming, Side.LEFT)}. O(components of this · components of the other).
     */
    public Json0Operation transform(Json0Operation other, Side side) {
        return transform(other, side, Work.unlimited());
    }

    /** The same, refused with {@link Json0Fault#TOO_MUCH_WORK} as soon as it costs more than it may. */
    public Json0Operation transform(Json0Operation other, Side side, Work work) {
        return new Transform(work).transform(other, this, side);
    }

    /** The operation that takes this one back. */
    public Json0Operation invert() {
        List<Json0Component> inverse = new ArrayList<>();
        for (int i = components.size() - 1; i >= 0; i--) {
            inverse.add(Invert.invert(components.get(i)));
        }
        return new Json0Operation(inverse);
    }

    /** The components as in JSON. */
    @Override
    public String toString() {
        return Json0Form.write(this).toString();
    }
}
