package io.akkord.bench.text;

import io.akkord.bench.text.Step.Delete;
import io.akkord.bench.text.Step.Insert;

/** A text that operations change in place. */
public final class Text {
    private final StringBuilder units;

    public Text(String content) {
        units = new StringBuilder(content);
    }

    public int length() {
        return units.length();
    }

    /** Does what the operation says; one that reaches beyond the end is refused, and the text may then be changed in part. */
    public void apply(TextOperation operation) {
        int at = 0;
        for (Step step : operation.steps()) {
            if (step instanceof Insert insert) {
                units.insert(at, insert.text());
                at += step.length();
            } else if (at + step.length() > units.length()) {
                throw new IllegalArgumentException("an operation reaches beyond the end of the text");
            } else if (step instanceof Delete) {
                units.delete(at, at + step.length());
            } else {
                at += step.length();
            }
        }
    }

    /** The nearest place at or before {@code position} that does not split a surrogate pair. */
    public int boundary(int position) {
        boolean inside = position > 0
                && position < units.length()
                && Character.isLowSurrogate(units.charAt(position))
                && Character.isHighSurrogate(units.charAt(position - 1));
        return inside ? position - 1 : position;
    }

    public boolean sameAs(String other) {
        return units.length() == other.length() && units.indexOf(other) == 0;
    }

    @Override
    public String toString() {
        return units.toString();
    }
}
