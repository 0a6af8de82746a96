package io.akkord.namespace;

import io.akkord.json.JsonObject;

/** Brings the values of a namespace from the schema they were made for to the one that is current. Pure. */
@FunctionalInterface
public interface SchemaChain {
    SchemaChain NONE = (from, store) -> store;

    /**
     * The values by key under the current schema.
     *
     * @param from an older schema
     */
    JsonObject migrate(int from, JsonObject store);
}
