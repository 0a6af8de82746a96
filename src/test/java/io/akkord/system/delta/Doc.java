package io.akkord.system.delta;

/** A document that operations change. */
public sealed interface Doc permits PlainDoc, RichDoc {
    /** Throws {@link IllegalArgumentException} where the operation reaches past the end. */
    void apply(Delta op);

    /** The text, an embed standing as U+FFFC. */
    String text();

    int length();

    /** The document as inserts. */
    Delta content();

    Doc copy();

    static Doc of(String type, Delta content) {
        return switch (type) {
            case "text" -> new PlainDoc(content.text());
            case "rich-text" -> new RichDoc(content);
            default -> throw new IllegalArgumentException("not a type of document: " + type);
        };
    }
}
