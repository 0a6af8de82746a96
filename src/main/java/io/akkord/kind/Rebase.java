package io.akkord.kind;

/** A command rewritten to act after a commit it had not seen, or the reason why that cannot be. */
public sealed interface Rebase<C> {
    record Done<C>(C command) implements Rebase<C> {}

    record Refused<C>(Refusal refusal) implements Rebase<C> {}
}
