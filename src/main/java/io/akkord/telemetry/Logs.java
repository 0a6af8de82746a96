package io.akkord.telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sees to it that all that this process has to say of itself is a log line. */
public final class Logs {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);

    private Logs() {}

    /** Takes what goes to the JDK's own loggers, and the ends of threads. */
    public static void begin() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, fault) -> LOG.error("The thread {} has ended", thread.getName(), fault));
    }
}
