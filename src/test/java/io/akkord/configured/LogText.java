package io.akkord.configured;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged while this is open, at the level of a server that runs for itself, with exceptions and their causes. */
final class LogText extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger schemas = (Logger) LoggerFactory.getLogger("com.networknt");
    private final Level before = root.getLevel();

    LogText() {
        root.setLevel(Level.INFO);
        schemas.setLevel(Level.OFF);
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(before);
        schemas.setLevel(null);
    }
}
