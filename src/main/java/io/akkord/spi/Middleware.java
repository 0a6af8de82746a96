package io.akkord.spi;

import io.akkord.json.JsonObject;
import java.util.concurrent.CompletionStage;

/**
 * A link of the chain that every submission to a namespace passes before it is decided and committed. The configuration names it, by
 * {@link #name()} if {@link java.util.ServiceLoader} finds it, else by its class, which has a public constructor without parameters.
 *
 * <p>Whatever a link does, submissions are decided in the order in which they came. A link may take its time up to the limit in the
 * configuration; it is then interrupted and its submission refused, as it is when the link throws, answers {@code null} or answers
 * twice. Its methods are called by several threads at once.
 */
public interface Middleware {
    /** What the configuration calls it: a word like no other link's. */
    default String name() {
        return getClass().getName();
    }

    /**
     * The link for one entry of the configuration, once at the start of the server.
     *
     * @param options what the entry says; empty where it says nothing
     * @throws IllegalArgumentException with a sentence for the operator; the server then does not start
     */
    default Middleware configured(JsonObject options) {
        if (options.size() > 0) {
            throw new IllegalArgumentException("The middleware " + name() + " takes no options.");
        }
        return this;
    }

    /** Says what becomes of a submission, now or later. */
    CompletionStage<Verdict> judge(Proposal proposal);
}
