package io.akkord.object;

import io.akkord.kind.ObjectState;
import io.akkord.settings.ObjectSettings;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an object that is awake knows of itself: its confirmed state and the commits before it. It outlives nothing but sleep. */
final class Memory<E, S> {
    private static final long UNKNOWN = -1;

    private final ObjectSettings settings;
    private @Nullable ObjectState<S> state;
    private @Nullable Window<E, S> window;
    private long version = UNKNOWN;

    Memory(ObjectSettings settings) {
        this.settings = settings;
    }

    /** Whether the journal says something else than was known before the object slept. */
    boolean contradicts(ObjectState<S> recovered) {
        return version != UNKNOWN && version != recovered.version();
    }

    void recovered(ObjectState<S> recovered) {
        confirmed(recovered);
        window = new Window<>(settings.window(), settings.windowBytes(), recovered.version(), recovered.value());
    }

    void confirmed(ObjectState<S> durable) {
        state = durable;
        version = durable.version();
    }

    /** The confirmed state; only while the object is awake. */
    ObjectState<S> state() {
        return Objects.requireNonNull(state);
    }

    /** The recent commits; only while the object is awake. */
    Window<E, S> window() {
        return Objects.requireNonNull(window);
    }

    /** The confirmed state, if the object is awake. */
    Optional<ObjectState<S>> known() {
        return Optional.ofNullable(state);
    }

    /** The last confirmed version, also of an object asleep. */
    long version() {
        return version;
    }

    /** Whether what was known last is what the journal says, also of an object asleep. */
    boolean isSure() {
        return version != UNKNOWN;
    }

    /** The object sleeps. */
    void forget() {
        state = null;
        window = null;
    }

    /** Nothing is certain before the journal was read. */
    void doubt() {
        version = UNKNOWN;
    }
}
