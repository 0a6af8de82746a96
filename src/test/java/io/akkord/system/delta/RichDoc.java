package io.akkord.system.delta;

/** A rich text: a list of inserts, to which operations are composed. */
public final class RichDoc implements Doc {
    private Delta content;

    public RichDoc(Delta content) {
        this.content = content;
    }

    @Override
    public void apply(Delta op) {
        if (op.baseLength() > length()) {
            throw new IllegalArgumentException("past the end of " + length() + ": " + op);
        }
        content = Ot.compose(content, op);
    }

    @Override
    public String text() {
        return content.text();
    }

    @Override
    public int length() {
        return content.parts().stream().mapToInt(Part::length).sum();
    }

    @Override
    public Delta content() {
        return content;
    }

    @Override
    public Doc copy() {
        return new RichDoc(content);
    }
}
