package io.akkord.kind;

/** What a kind makes of a command: one event to commit, or a refusal. Never a half of it. */
public sealed interface Decision<E> {
    record Accepted<E>(E event) implements Decision<E> {}

    record Refused<E>(Refusal refusal) implements Decision<E> {}

    static <E> Decision<E> accept(E event) {
        return new Accepted<>(event);
    }

    static <E> Decision<E> refuse(Refusal.Reason reason, String message) {
        return new Refused<>(Refusal.of(reason, message));
    }
}
