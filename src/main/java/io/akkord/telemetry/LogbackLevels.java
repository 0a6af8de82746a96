package io.akkord.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The levels of logback. Only the server's own loggers go below INFO: libraries write requests, statements and values into their finer
 * lines, the server does not.
 */
public final class LogbackLevels implements LogLevels {
    private static final String OWN = "io.akkord";

    private final LoggerContext context;

    LogbackLevels(LoggerContext context) {
        this.context = context;
    }

    /** Of this process. */
    public static LogLevels create() {
        return new LogbackLevels((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    @Override
    public List<Entry> all() {
        return context.getLoggerList().stream()
                .map(LogbackLevels::entry)
                .sorted(Comparator.comparing(Entry::name))
                .toList();
    }

    private static Entry entry(Logger logger) {
        return new Entry(
                logger.getName(),
                Optional.ofNullable(logger.getLevel()).map(LogbackLevels::level),
                level(logger.getEffectiveLevel()));
    }

    private static Level level(ch.qos.logback.classic.Level level) {
        if (level.levelInt <= ch.qos.logback.classic.Level.TRACE_INT) {
            return Level.TRACE;
        }
        return Level.valueOf(level.levelStr);
    }

    @Override
    public Change set(String name, Optional<Level> level) {
        Logger logger = context.exists(name);
        if (logger == null) {
            return Change.UNKNOWN;
        }
        boolean root = name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME);
        boolean own = name.equals(OWN) || name.startsWith(OWN + ".");
        boolean fine = level.filter(l -> l.compareTo(Level.INFO) < 0).isPresent();
        if ((fine && !own) || (root && level.isEmpty())) {
            return Change.REFUSED;
        }
        logger.setLevel(
                level.map(l -> ch.qos.logback.classic.Level.valueOf(l.name())).orElse(null));
        return Change.DONE;
    }
}
