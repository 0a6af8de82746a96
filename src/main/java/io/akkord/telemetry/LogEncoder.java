package io.akkord.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line per event: JSON for machines, text for people, see {@link JsonLine} and {@link TextLine}. {@code AKKORD_LOG_FORMAT} says which,
 * {@code json} or {@code text}; without it people are served where standard error is a terminal.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {
    static final String VARIABLE = "AKKORD_LOG_FORMAT";

    private static final byte[] NOTHING = {};
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int MAX_MESSAGE = 16_384;

    private final Function<ILoggingEvent, String> form;

    /** Of logback's configuration. */
    public LogEncoder() {
        this(isText(Optional.ofNullable(System.getenv(VARIABLE))) ? TextLine::of : JsonLine::of);
    }

    LogEncoder(Function<ILoggingEvent, String> form) {
        this.form = form;
    }

    private static boolean isText(Optional<String> wish) {
        return wish.map(w -> w.toLowerCase(Locale.ROOT).equals("text")).orElseGet(LogEncoder::isTerminal);
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (Exception noSuchThing) {
            return System.console() != null;
        }
    }

    /** What an event says, as far as it may, cut where it is endless. */
    static String message(ILoggingEvent event) {
        String message = FaultText.bare(String.valueOf(event.getFormattedMessage()), event.getThrowableProxy());
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "\u2026";
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (form.apply(event) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
