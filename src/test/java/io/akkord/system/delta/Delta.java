package io.akkord.system.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An operation in canonical form: no empty part, equal neighbours merged, insert before delete, no plain retain at the end. */
public record Delta(List<Part> parts) implements Change {
    public static final Delta NOTHING = new Delta(List.of());

    public static Delta of(Collection<Part> parts) {
        Builder builder = new Builder();
        parts.forEach(builder::push);
        return builder.build();
    }

    public static Delta of(Part... parts) {
        return of(List.of(parts));
    }

    /** The edit of a trace: at {@code position}, {@code deleted} units go and {@code inserted} comes. */
    public static Delta edit(int position, int deleted, String inserted) {
        return of(Part.retain(position), Part.insert(inserted), Part.delete(deleted));
    }

    public static Delta parse(JsonNode array) {
        return of(components(array));
    }

    /** Whether the components of {@code array} are spelled the canonical way. */
    public static boolean isCanonical(JsonNode array) {
        List<Part> written = components(array);
        return of(written).parts().equals(written);
    }

    private static List<Part> components(JsonNode array) {
        if (array == null || !array.isArray()) {
            throw new IllegalArgumentException("not an operation: " + array);
        }
        List<Part> parts = new ArrayList<>(array.size());
        array.forEach(node -> parts.add(Part.parse(node)));
        return parts;
    }

    public ArrayNode toJson() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        parts.forEach(part -> array.add(part.toJson()));
        return array;
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Units of the document this operation reaches into. */
    public int baseLength() {
        return parts.stream()
                .filter(p -> !p.is(Part.Kind.INSERT))
                .mapToInt(Part::length)
                .sum();
    }

    /** The text of a document, an embed standing as U+FFFC. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.embed() == null ? part.text() : "\uFFFC");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }

    /** Appends parts in canonical form. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();

        public void push(Part part) {
            if (part.length() == 0) {
                return;
            }
            int at = parts.size();
            if (part.is(Part.Kind.INSERT) && at > 0 && parts.get(at - 1).is(Part.Kind.DELETE)) {
                at--;
            }
            if (at > 0 && parts.get(at - 1).joins(part)) {
                parts.set(at - 1, parts.get(at - 1).joined(part));
            } else {
                parts.add(at, part);
            }
        }

        public Delta build() {
            int last = parts.size() - 1;
            if (last >= 0 && parts.get(last).isPlainRetain()) {
                parts.remove(last);
            }
            return new Delta(List.copyOf(parts));
        }
    }
}
