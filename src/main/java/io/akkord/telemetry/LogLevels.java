package io.akkord.telemetry;

import java.util.List;
import java.util.Optional;

/** How much is logged, by this node, until it stops. */
public interface LogLevels {
    /** From the most to the least. */
    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }

    /**
     * One logger.
     *
     * @param level its own; empty where that of the logger above it holds
     * @param effective what holds
     */
    record Entry(String name, Optional<Level> level, Level effective) {}

    /** What became of a wish to change a level. */
    enum Change {
        DONE,
        /** Nothing has logged under that name. */
        UNKNOWN,
        /** The level would have others' code write down what passes through it. */
        REFUSED
    }

    /** All loggers there are, by name. */
    List<Entry> all();

    /** @param level empty for that of the logger above it */
    Change set(String name, Optional<Level> level);

    /** The logger of this name, as far as there is one. */
    default Optional<Entry> find(String name) {
        return all().stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
