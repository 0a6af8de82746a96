package io.akkord.edge;

import io.akkord.telemetry.LogLevels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Levels of four loggers that log nothing; that called {@code library} goes no lower than INFO. */
final class PuppetLevels implements LogLevels {
    private final Map<String, Optional<Level>> levels = new TreeMap<>(Map.of(
            "ROOT", Optional.of(Level.INFO),
            "example", Optional.empty(),
            "io.akkord", Optional.empty(),
            "library", Optional.of(Level.WARN)));

    @Override
    public synchronized List<Entry> all() {
        return levels.entrySet().stream()
                .map(e -> new Entry(e.getKey(), e.getValue(), e.getValue().orElse(Level.INFO)))
                .toList();
    }

    @Override
    public synchronized Change set(String name, Optional<Level> level) {
        if (!levels.containsKey(name)) {
            return Change.UNKNOWN;
        }
        if (name.equals("library") && level.isPresent() && level.get().compareTo(Level.INFO) < 0) {
            return Change.REFUSED;
        }
        levels.put(name, level);
        return Change.DONE;
    }
}
