package io.akkord.json.json0;

import java.util.ArrayList;
import java.util.List;

/**
 * An edit of a string, the operation of json0's subtype {@code text0}: components one after the other, so that the position of each
 * counts in the text that the ones before it left.
 */
public record TextEdit(List<Part> parts) {
    public static final TextEdit NOTHING = new TextEdit(List.of());

    /**
     * Puts a text in at a position, or takes that very text out there.
     *
     * @param position in UTF-16 code units
     */
    public record Part(int position, String text, boolean inserts) {
        /** @throws Json0Refused with {@link Json0Fault#BAD_TEXT_EDIT} for a negative position or an empty text */
        public Part {
            if (position < 0 || text.isEmpty()) {
                throw new Json0Refused(Json0Fault.BAD_TEXT_EDIT);
            }
        }

        /** Where the text ends. */
        int end() {
            return position + text.length();
        }

        Part at(int position) {
            return new Part(position, text, inserts);
        }
    }

    public TextEdit {
        parts = List.copyOf(parts);
    }

    public static TextEdit insert(int position, String text) {
        return new TextEdit(List.of(new Part(position, text, true)));
    }

    public static TextEdit delete(int position, String text) {
        return new TextEdit(List.of(new Part(position, text, false)));
    }

    /**
     * The text after this edit.
     *
     * @throws Json0Refused where this does not fit the text
     */
    public String apply(String text) {
        if (parts.isEmpty()) {
            return text;
        }
        StringBuilder edited = new StringBuilder(text);
        for (Part part : parts) {
            int end = part.inserts ? part.position : part.end();
            if (part.position > edited.length() || end > edited.length() || end < 0) {
                throw new Json0Refused(Json0Fault.PAST_END);
            }
            refuseInsidePair(edited, part.position);
            if (part.inserts) {
                edited.insert(part.position, part.text);
            } else {
                refuseInsidePair(edited, end);
                if (!part.text.contentEquals(edited.subSequence(part.position, end))) {
                    throw new Json0Refused(Json0Fault.OTHER_VALUE);
                }
                edited.delete(part.position, end);
            }
        }
        return edited.toString();
    }

    private static void refuseInsidePair(StringBuilder text, int at) {
        if (at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at))) {
            throw new Json0Refused(Json0Fault.SPLITS_PAIR);
        }
    }

    /** One edit with the effect of this and then {@code next}. */
    public TextEdit compose(TextEdit next) {
        List<Part> all = new ArrayList<>(parts);
        next.parts.forEach(part -> TextTransform.merge(all, part));
        return new TextEdit(all);
    }

    /** The form of {@code other}, made on the same text, that can follow this one; {@code side} is the other's. */
    public TextEdit transform(TextEdit other, Side side) {
        return new TextTransform(Work.unlimited()).transform(other, this, side);
    }

    /** The edit that takes this one back. */
    public TextEdit invert() {
        List<Part> inverse = new ArrayList<>();
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            inverse.add(new Part(part.position, part.text, !part.inserts));
        }
        return new TextEdit(inverse);
    }
}
