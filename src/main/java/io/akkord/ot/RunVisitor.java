package io.akkord.ot;

/**
 * Walks a document from front to back. A stretch of text with the same attributes may come in several pieces: where a document is
 * cut into pieces depends on its history, only the whole is its content. No piece begins or ends inside a surrogate pair.
 */
public interface RunVisitor {
    void text(String text, Attributes attributes);

    void embed(Embed embed, Attributes attributes);
}
