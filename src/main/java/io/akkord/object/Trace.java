package io.akkord.object;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * Whom a command goes back to, in one string that travels with it: its correlation id, which log lines carry as {@code correlation}, and
 * behind a space, where somebody follows it, the W3C {@code traceparent} of the span it came from.
 *
 * <pre>
 * req-7f3a
 * req-7f3a 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
 * </pre>
 */
public final class Trace {
    /** Of a command that goes back to nobody in particular. */
    public static final String NONE = "";

    /** The name of the correlation id in log lines. */
    public static final String CORRELATION = "correlation";

    private static final char BREAK = ' ';

    private Trace() {}

    /** @param traceparent of the span a command comes from */
    public static String of(String correlation, String traceparent) {
        return correlation + BREAK + traceparent;
    }

    /** Whether somebody follows it. */
    public static boolean isFollowed(String trace) {
        return trace.indexOf(BREAK) >= 0;
    }

    public static String correlation(String trace) {
        int end = trace.indexOf(BREAK);
        return end < 0 ? trace : trace.substring(0, end);
    }

    /** The {@code traceparent} of the span it comes from, where somebody follows it. */
    public static Optional<String> parent(String trace) {
        int end = trace.indexOf(BREAK);
        return end < 0 ? Optional.empty() : Optional.of(trace.substring(end + 1));
    }

    /** Writes log lines that carry the correlation id. For the places where something is logged only: it costs a map. */
    public static void log(String trace, Runnable lines) {
        String before = MDC.get(CORRELATION);
        try {
            if (!trace.isEmpty()) {
                MDC.put(CORRELATION, correlation(trace));
            }
            lines.run();
        } finally {
            if (before == null) {
                MDC.remove(CORRELATION);
            } else {
                MDC.put(CORRELATION, before);
            }
        }
    }
}
