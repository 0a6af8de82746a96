package io.akkord;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened on the way to a running server; closed in the reverse order, however far the way went. */
final class Opened {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<Consumer<Duration>> all = new ArrayDeque<>();

    <T> T add(T thing, Consumer<T> close) {
        all.push(left -> close.accept(thing));
        return thing;
    }

    /** @param close is told how much time is left, which may be less than none */
    <T> T addTimed(T thing, BiConsumer<T, Duration> close) {
        all.push(left -> close.accept(thing, left));
        return thing;
    }

    /** Closes everything; what fails keeps nothing else from being closed. */
    void close(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (!all.isEmpty()) {
            try {
                all.pop().accept(Duration.ofNanos(end - System.nanoTime()));
            } catch (RuntimeException failure) {
                LOG.warn("Stopping: something did not end in order", failure);
            }
        }
    }
}
