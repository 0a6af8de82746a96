package io.akkord.spi;

import io.akkord.json.JsonObject;

/**
 * One step of a namespace's schema to the next. The configuration names its class ({@code class:org.example.CartTotals}), which has a
 * public constructor without parameters. A namespace that was stored before takes the steps it lacks the next time it is used, in one
 * commit; its history keeps what was.
 */
public interface Migration {
    /** The schema version this step starts from; it leads to the next one. */
    int from();

    /**
     * The store after the step. The same for the same store whenever it is asked, on any node: no clock, no randomness, no world.
     *
     * @param store values by key; the result likewise
     */
    JsonObject migrate(JsonObject store);
}
