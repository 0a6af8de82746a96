package io.akkord.ot;

import io.akkord.json.JsonString;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a text or rich text: a list of components over the document, in the form of Quill's Delta. Immutable and always
 * canonical: no empty component, equal neighbours merged, insert before delete, no plain retain at the end.
 *
 * <p>The components lie in parallel arrays; the two that most operations do not need are absent.
 *
 * <pre>
 *   retain 5, insert "ab", delete 2          lengths     5    2    -2      negative: delete
 *                                            contents    –   "ab"   –      String or Embed
 *                                            attributes  –    –     –      absent here
 * </pre>
 */
public final class Operation {
    /** Changes nothing. */
    public static final Operation EMPTY = new Operation(new int[0], null, null, 0, 0);

    final int[] lengths;
    final Object @Nullable [] contents;
    final Attributes @Nullable [] attributes;
    private final int baseLength;
    private final int lengthChange;

    /** Takes over arrays that hold a canonical operation and that nobody will change. */
    Operation(
            int[] lengths,
            Object @Nullable [] contents,
            Attributes @Nullable [] attributes,
            int baseLength,
            int lengthChange) {
        this.lengths = lengths;
        this.contents = contents;
        this.attributes = attributes;
        this.baseLength = baseLength;
        this.lengthChange = lengthChange;
    }

    public static OperationBuilder builder() {
        return new OperationBuilder(4);
    }

    /** Inserts text at a position; refuses a negative position and text that is not {@link io.akkord.json.StrictText}. */
    public static Operation insert(int position, String text) {
        return new OperationBuilder(2).retain(position).insert(text).build();
    }

    /** Deletes {@code length} units from a position on; refuses negative numbers. */
    public static Operation delete(int position, int length) {
        return new OperationBuilder(2).retain(position).delete(length).build();
    }

    /** Number of components. */
    public int size() {
        return lengths.length;
    }

    public Kind kind(int i) {
        if (lengths[i] < 0) {
            return Kind.DELETE;
        }
        Object content = content(i);
        return content == null ? Kind.RETAIN : content instanceof Embed ? Kind.EMBED : Kind.INSERT;
    }

    /** Units the component passes over, inserts or removes; at least 1. */
    public int length(int i) {
        return Math.abs(lengths[i]);
    }

    /** The text of a component of kind {@link Kind#INSERT}. */
    public String text(int i) {
        if (content(i) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("component " + i + " inserts no text");
    }

    /** The embed of a component of kind {@link Kind#EMBED}. */
    public Embed embed(int i) {
        if (content(i) instanceof Embed embed) {
            return embed;
        }
        throw new IllegalStateException("component " + i + " inserts no embed");
    }

    public Attributes attributes(int i) {
        Attributes[] all = attributes;
        return all == null || all[i] == null ? Attributes.NONE : all[i];
    }

    /** Units of the document that the operation passes over or removes; the document must have at least as many. */
    public int baseLength() {
        return baseLength;
    }

    /** Units by which the document becomes longer. */
    public int lengthChange() {
        return lengthChange;
    }

    public boolean isEmpty() {
        return lengths.length == 0;
    }

    /** Whether there are neither attributes nor embeds. */
    public boolean isPlain() {
        if (attributes != null) {
            return false;
        }
        for (int i = 0; i < lengths.length; i++) {
            if (content(i) instanceof Embed) {
                return false;
            }
        }
        return true;
    }

    /** Rough bytes of heap, for budgets. O(components). */
    public long weight() {
        long weight = 56 + 4L * lengths.length;
        for (int i = 0; i < lengths.length; i++) {
            Object content = content(i);
            if (content instanceof Embed embed) {
                weight += 64 + Weight.of(embed.value());
            } else if (content != null) {
                weight += 56 + lengths[i];
            }
            if (!attributes(i).isEmpty()) {
                weight += 4 + attributes(i).weight();
            }
        }
        return weight;
    }

    /** One operation with the effect of this and then {@code next}. */
    public Operation compose(Operation next) {
        return Compose.compose(this, next);
    }

    /**
     * The form of {@code other}, made on the same document, that can follow this one. With {@code priority} this one came first:
     * its text stands first where both insert, its attributes win where both set them.
     */
    public Operation transform(Operation other, boolean priority) {
        return Transform.transform(this, other, priority);
    }

    /**
     * The operation that takes this one back; {@code base} is the document before it.
     *
     * @throws OperationRefused with {@link OperationFault#PAST_END} where this does not fit the document
     */
    public Operation invert(Document base) {
        return Invert.invert(this, base);
    }

    /**
     * Where a position of the document is after this operation. Text inserted exactly there moves it on, unless {@code priority}
     * says that the position came first.
     */
    public int transformPosition(int index, boolean priority) {
        int position = index;
        int offset = 0;
        for (int i = 0; i < lengths.length && offset <= position; i++) {
            int length = lengths[i];
            if (length < 0) {
                position -= Math.min(-length, position - offset);
                continue;
            }
            if (content(i) != null && (offset < position || !priority)) {
                position += length;
            }
            offset += length;
        }
        return position;
    }

    /** This operation, which begins with a plain retain, with another length of it: at least 1, sharing the rest. */
    Operation startingAt(int start) {
        int change = start - lengths[0];
        if (change == 0) {
            return this;
        }
        int[] moved = lengths.clone();
        moved[0] = start;
        return new Operation(moved, contents, attributes, baseLength + change, lengthChange);
    }

    /** Null, a String or an Embed. */
    @Nullable
    Object content(int i) {
        Object[] all = contents;
        return all == null ? null : all[i];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Operation that) || !Arrays.equals(lengths, that.lengths)) {
            return false;
        }
        for (int i = 0; i < lengths.length; i++) {
            if (!Objects.equals(content(i), that.content(i)) || !attributes(i).equals(that.attributes(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = Arrays.hashCode(lengths);
        for (int i = 0; i < lengths.length; i++) {
            hash = 31 * hash + Objects.hashCode(content(i));
            hash = 31 * hash + attributes(i).hashCode();
        }
        return hash;
    }

    /** The components as in JSON. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < lengths.length; i++) {
            out.append(i == 0 ? "{" : ",{");
            switch (kind(i)) {
                case RETAIN -> out.append("\"retain\":").append(length(i));
                case DELETE -> out.append("\"delete\":").append(length(i));
                case INSERT -> out.append("\"insert\":").append(new JsonString(text(i)));
                case EMBED ->
                    out.append("\"insert\":{")
                            .append(new JsonString(embed(i).type()))
                            .append(':')
                            .append(embed(i).value())
                            .append('}');
            }
            if (!attributes(i).isEmpty()) {
                out.append(",\"attributes\":").append(attributes(i));
            }
            out.append('}');
        }
        return out.append(']').toString();
    }
}
