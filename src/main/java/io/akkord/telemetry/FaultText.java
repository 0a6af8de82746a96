package io.akkord.telemetry;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as log lines show them: classes and frames. What an exception says of itself may quote what it failed over, a value or a
 * token; it is shown of those only of which that is known not to happen.
 */
final class FaultText {
    private static final int MAX_CAUSES = 6;
    private static final int MAX_FRAMES = 60;
    private static final int SHORTEST = 3;

    /** Words of the system, the disk, the network and the database, and sentences of the server's own. */
    private static final Set<String> TELLING = Set.of(
            "io.akkord.object.BareFault",
            "io.akkord.journal.StorageException",
            "io.akkord.journal.CorruptBytesException",
            "io.akkord.journal.UnreadableValueException",
            "io.akkord.journal.VersionNotFoundException",
            "java.io.IOException",
            "java.io.FileNotFoundException",
            "java.io.EOFException",
            "java.nio.file.AccessDeniedException",
            "java.nio.file.FileSystemException",
            "java.nio.file.NoSuchFileException",
            "java.net.BindException",
            "java.net.ConnectException",
            "java.net.NoRouteToHostException",
            "java.net.SocketException",
            "java.net.SocketTimeoutException",
            "java.net.UnknownHostException",
            "java.net.http.HttpConnectTimeoutException",
            "java.net.http.HttpTimeoutException",
            "java.sql.SQLTransientConnectionException",
            "java.util.concurrent.TimeoutException",
            "javax.net.ssl.SSLHandshakeException",
            "org.sqlite.SQLiteException",
            "akka.pattern.AskTimeoutException",
            "akka.pattern.CircuitBreakerOpenException");

    private FaultText() {}

    /** A message without what its exception says, which some loggers repeat in it. */
    static String bare(String message, @Nullable IThrowableProxy fault) {
        String bare = message;
        IThrowableProxy at = fault;
        for (int i = 0; i < MAX_CAUSES && at != null; i++) {
            String text = at.getMessage();
            if (text != null && text.length() >= SHORTEST && !TELLING.contains(at.getClassName())) {
                bare = bare.replace(text, at.getClassName());
            }
            at = at.getCause();
        }
        return bare;
    }

    /** The exception and its causes with their frames, line by line. */
    static String of(IThrowableProxy fault) {
        StringBuilder out = new StringBuilder(1024);
        IThrowableProxy at = fault;
        for (int i = 0; i < MAX_CAUSES && at != null; i++) {
            if (i > 0) {
                out.append("\nCaused by: ");
            }
            head(at, out);
            frames(at, out);
            at = at.getCause();
        }
        return out.toString();
    }

    private static void head(IThrowableProxy fault, StringBuilder out) {
        out.append(fault.getClassName());
        String text = fault.getMessage();
        if (text != null && TELLING.contains(fault.getClassName())) {
            out.append(": ").append(Plain.of(text));
        }
    }

    private static void frames(IThrowableProxy fault, StringBuilder out) {
        StackTraceElementProxy[] frames = fault.getStackTraceElementProxyArray();
        int own = frames.length - fault.getCommonFrames();
        for (int i = 0; i < Math.min(own, MAX_FRAMES); i++) {
            out.append("\n\t").append(frames[i].getSTEAsString());
        }
        if (own > MAX_FRAMES) {
            out.append("\n\t... ").append(own - MAX_FRAMES).append(" more");
        }
        for (IThrowableProxy suppressed : fault.getSuppressed()) {
            out.append("\n\tSuppressed: ").append(suppressed.getClassName());
        }
    }
}
