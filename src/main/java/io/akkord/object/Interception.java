package io.akkord.object;

import io.akkord.kind.Refusal;

/** What an {@link Interceptor} makes of a submission. */
public sealed interface Interception<C> {
    /** It goes on with this command, its own or another one. */
    record Pass<C>(C command) implements Interception<C> {}

    /**
     * It is refused, unless there is more to say about it than about what it asks for: a resend of what is committed gets its answer, and
     * one out of order or on a bad base is told so.
     */
    record Refuse<C>(Refusal refusal) implements Interception<C> {}
}
