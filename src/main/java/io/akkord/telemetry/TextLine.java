package io.akkord.telemetry;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** An event for people: time of day, level, logger, what it says, its correlation id in brackets; below it the frames of an exception. */
final class TextLine {
    private static final int LOGGER = 24;
    private static final TargetLengthBasedClassNameAbbreviator SHORT =
            new TargetLengthBasedClassNameAbbreviator(LOGGER);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private TextLine() {}

    static String of(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256)
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(' ')
                .append(SHORT.abbreviate(event.getLoggerName()))
                .append(' ')
                .append(Plain.of(LogEncoder.message(event)));
        String correlation = event.getMDCPropertyMap().get("correlation");
        if (correlation != null) {
            line.append(" [").append(Plain.of(correlation)).append(']');
        }
        if (event.getThrowableProxy() != null) {
            line.append('\n').append(FaultText.of(event.getThrowableProxy()));
        }
        return line.toString();
    }
}
