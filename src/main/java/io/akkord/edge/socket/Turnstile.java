package io.akkord.edge.socket;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one message at a time through to the session. The session says when it has dealt with it, from any thread; the socket is woken for
 * that only where it has said that it waits.
 */
final class Turnstile {
    private enum State {
        FREE,
        TAKEN,
        AWAITED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
    private final Runnable wake;

    /** @param wake makes the socket look again; called from any thread */
    Turnstile(Runnable wake) {
        this.wake = wake;
    }

    /** Whether a message may go through now; then nothing else may until {@link #free}. */
    boolean take() {
        return state.compareAndSet(State.FREE, State.TAKEN);
    }

    /** Whether the socket will be woken; false where nothing stands in the way any more. */
    boolean await() {
        return state.compareAndSet(State.TAKEN, State.AWAITED) || state.get() == State.AWAITED;
    }

    /** The message has been dealt with. */
    void free() {
        if (state.getAndSet(State.FREE) == State.AWAITED) {
            wake.run();
        }
    }
}
