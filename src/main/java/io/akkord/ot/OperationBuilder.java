package io.akkord.ot;

import io.akkord.json.StrictText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts components one after the other and keeps them canonical, as quill-delta's {@code push} and {@code chop} do: equal
 * neighbours merge, an insert goes before a delete, a plain retain at the end is dropped. Lengths of 0 and empty texts are left
 * out. Used by one thread, for one operation.
 *
 * <p>The public methods check what they are given and throw {@link OperationRefused}; the {@code add} methods are for values that
 * are known to be good.
 */
public final class OperationBuilder {
    private static final int MAX = Integer.MAX_VALUE;
    /** Above this many units merged texts are collected in a buffer instead of being concatenated each time. */
    private static final int CONCATENATED = 64;

    private int size;
    private int[] lengths;
    /** Per component null, a String, a StringBuilder of merged texts, or an Embed. */
    private Object @Nullable [] contents;

    private Attributes @Nullable [] attributes;

    OperationBuilder(int capacity) {
        lengths = new int[capacity];
    }

    public OperationBuilder retain(int length) {
        return retain(length, Attributes.NONE);
    }

    public OperationBuilder retain(int length, Attributes attributes) {
        addRetain(notNegative(length), attributes);
        return this;
    }

    public OperationBuilder insert(String text) {
        return insert(text, Attributes.NONE);
    }

    public OperationBuilder insert(String text, Attributes attributes) {
        addText(checked(text), attributes);
        return this;
    }

    public OperationBuilder insert(Embed embed, Attributes attributes) {
        addEmbed(embed, attributes);
        return this;
    }

    public OperationBuilder delete(int length) {
        addDelete(notNegative(length));
        return this;
    }

    /** The operation; the builder must not be used again. */
    public Operation build() {
        if (size > 0
                && lengths[size - 1] > 0
                && content(size - 1) == null
                && attributesAt(size - 1).isEmpty()) {
            size--;
        }
        if (size == 0) {
            return Operation.EMPTY;
        }
        long base = 0;
        long inserted = 0;
        long deleted = 0;
        boolean anyContent = false;
        boolean anyAttributes = false;
        for (int i = 0; i < size; i++) {
            int length = lengths[i];
            Object content = content(i);
            if (content != null) {
                inserted += length;
                anyContent = true;
                if (content instanceof StringBuilder merged) {
                    setContent(i, merged.toString());
                }
            } else if (length < 0) {
                deleted -= length;
            } else {
                base += length;
            }
            anyAttributes |= !attributesAt(i).isEmpty();
        }
        if (base + deleted > MAX || base + inserted > MAX) {
            throw new OperationRefused(OperationFault.TOO_LONG);
        }
        return new Operation(
                lengths.length == size ? lengths : Arrays.copyOf(lengths, size),
                anyContent && contents != null ? sized(contents) : null,
                anyAttributes && attributes != null ? sized(attributes) : null,
                (int) (base + deleted),
                (int) (inserted - deleted));
    }

    void addRetain(int length, Attributes attributes) {
        if (length == 0) {
            return;
        }
        int last = size - 1;
        if (last >= 0
                && lengths[last] > 0
                && content(last) == null
                && attributesAt(last).equals(attributes)) {
            lengths[last] = sum(lengths[last], length);
        } else {
            put(size, length, null, attributes);
        }
    }

    void addDelete(int length) {
        if (length == 0) {
            return;
        }
        int last = size - 1;
        if (last >= 0 && lengths[last] < 0) {
            lengths[last] = -sum(-lengths[last], length);
        } else {
            put(size, -length, null, Attributes.NONE);
        }
    }

    void addText(String text, Attributes attributes) {
        if (text.isEmpty()) {
            return;
        }
        int at = insertionIndex();
        if (at > 0 && attributesAt(at - 1).equals(attributes)) {
            Object before = content(at - 1);
            if (before instanceof StringBuilder merged) {
                lengths[at - 1] = sum(lengths[at - 1], text.length());
                merged.append(text);
                return;
            }
            if (before instanceof String string) {
                lengths[at - 1] = sum(lengths[at - 1], text.length());
                setContent(
                        at - 1,
                        lengths[at - 1] <= CONCATENATED
                                ? string.concat(text)
                                : new StringBuilder(lengths[at - 1] * 2L > MAX ? lengths[at - 1] : lengths[at - 1] * 2)
                                        .append(string)
                                        .append(text));
                return;
            }
        }
        put(at, text.length(), text, attributes);
    }

    void addEmbed(Embed embed, Attributes attributes) {
        put(insertionIndex(), 1, embed, attributes);
    }

    /** Inserts stand before a delete that came last. */
    private int insertionIndex() {
        return size > 0 && lengths[size - 1] < 0 ? size - 1 : size;
    }

    private void put(int at, int length, @Nullable Object content, Attributes newAttributes) {
        if (size == lengths.length) {
            grow();
        }
        if (at < size) {
            // Only a delete is ever moved: it has neither content nor attributes.
            lengths[size] = lengths[at];
            if (contents != null) {
                contents[size] = contents[at];
            }
            if (attributes != null) {
                attributes[size] = attributes[at];
            }
        }
        size++;
        lengths[at] = length;
        if (content != null || contents != null) {
            setContent(at, content);
        }
        if (!newAttributes.isEmpty() || attributes != null) {
            setAttributes(at, newAttributes);
        }
    }

    private void grow() {
        int capacity = Math.max(4, size * 2);
        lengths = Arrays.copyOf(lengths, capacity);
        if (contents != null) {
            contents = Arrays.copyOf(contents, capacity);
        }
        if (attributes != null) {
            attributes = Arrays.copyOf(attributes, capacity);
        }
    }

    private @Nullable Object content(int i) {
        return contents == null ? null : contents[i];
    }

    @SuppressWarnings("NullAway") // elements may be null
    private void setContent(int i, @Nullable Object content) {
        if (contents == null) {
            contents = new Object[lengths.length];
        }
        contents[i] = content;
    }

    private Attributes attributesAt(int i) {
        return attributes == null || attributes[i] == null ? Attributes.NONE : attributes[i];
    }

    private void setAttributes(int i, Attributes value) {
        if (attributes == null) {
            attributes = new Attributes[lengths.length];
        }
        attributes[i] = value;
    }

    private <T> T[] sized(T[] array) {
        return array.length == size ? array : Arrays.copyOf(array, size);
    }

    private static int sum(int a, int b) {
        if (a > MAX - b) {
            throw new OperationRefused(OperationFault.TOO_LONG);
        }
        return a + b;
    }

    private static int notNegative(int length) {
        if (length < 0) {
            throw new OperationRefused(OperationFault.BAD_LENGTH);
        }
        return length;
    }

    static String checked(String text) {
        if (!StrictText.accepts(text)) {
            throw new OperationRefused(OperationFault.BAD_TEXT);
        }
        return text;
    }
}
