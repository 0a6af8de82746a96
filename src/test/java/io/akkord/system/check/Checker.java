package io.akkord.system.check;

/** One promise of the server, checked over a run in one room. */
public interface Checker {
    /** Throws {@link CheckFailed} under the checker's name where the promise was broken. */
    void check(Evidence evidence);

    default void require(boolean holds, Evidence evidence, String message, Object... arguments) {
        if (!holds) {
            throw new CheckFailed(getClass().getSimpleName(), evidence.room(), message.formatted(arguments));
        }
    }
}
