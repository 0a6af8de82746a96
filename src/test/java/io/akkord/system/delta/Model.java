package io.akkord.system.delta;

import io.akkord.system.json.JsonDoc;

/** A document that a replay builds up, of any type. */
public interface Model {
    /** Throws {@link IllegalArgumentException} where the operation does not fit. */
    void apply(Change op);

    Change content();

    /** An empty document. */
    static Model of(String type) {
        if (type.equals("json")) {
            return new JsonDoc();
        }
        Doc doc = Doc.of(type, Delta.NOTHING);
        return new Model() {
            @Override
            public void apply(Change op) {
                doc.apply((Delta) op);
            }

            @Override
            public Change content() {
                return doc.content();
            }
        };
    }
}
