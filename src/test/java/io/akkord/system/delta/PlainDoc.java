package io.akkord.system.delta;

/** A plain text, changed in place: replays of long traces must be fast. */
public final class PlainDoc implements Doc {
    private final StringBuilder text;

    public PlainDoc(String text) {
        this.text = new StringBuilder(text);
    }

    @Override
    public void apply(Delta op) {
        if (op.baseLength() > text.length()) {
            throw new IllegalArgumentException("past the end of " + text.length() + ": " + op);
        }
        int at = 0;
        for (Part part : op.parts()) {
            if (part.embed() != null || !part.attributes().isEmpty()) {
                throw new IllegalArgumentException("not plain text: " + op);
            }
            switch (part.kind()) {
                case RETAIN -> at += part.length();
                case INSERT -> {
                    text.insert(at, part.text());
                    at += part.length();
                }
                case DELETE -> text.delete(at, at + part.length());
            }
        }
    }

    @Override
    public String text() {
        return text.toString();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public Delta content() {
        return Delta.of(Part.insert(text.toString()));
    }

    @Override
    public Doc copy() {
        return new PlainDoc(text.toString());
    }
}
