package io.akkord.system.check;

/**
 * One promise of the server, checked over a run in one object.
 *
 * @param <T> what is known of the run
 */
public interface Checker<T extends Checked> {
    /** Throws {@link CheckFailed} under the checker's name where the promise was broken. */
    void check(T evidence);

    default void require(boolean holds, T evidence, String message, Object... arguments) {
        if (!holds) {
            throw new CheckFailed(getClass().getSimpleName(), evidence.object(), message.formatted(arguments));
        }
    }
}
