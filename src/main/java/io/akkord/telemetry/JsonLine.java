package io.akkord.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * An event as a JSON object in ASCII. The names are stable:
 *
 * <pre>
 * time         RFC 3339, UTC, milliseconds
 * level        ERROR, WARN, INFO, DEBUG, TRACE
 * logger
 * thread
 * message
 * correlation  of the request or session it belongs to, if it does
 * actor        that Akka speaks of, if it does
 * error        an exception: its class and those of its causes, with their frames
 * </pre>
 */
final class JsonLine {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final String CORRELATION = "correlation";
    private static final String ACTOR = "akkaSource";

    private JsonLine() {}

    static String of(ILoggingEvent event) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("logger", event.getLoggerName());
            out.writeStringField("thread", event.getThreadName());
            out.writeStringField("message", delete(LogEncoder.message(event)));
            Map<String, String> context = event.getMDCPropertyMap();
            if (context.get(CORRELATION) != null) {
                out.writeStringField("correlation", delete(context.get(CORRELATION)));
            }
            if (context.get(ACTOR) != null) {
                out.writeStringField("actor", context.get(ACTOR));
            }
            if (event.getThrowableProxy() != null) {
                out.writeStringField("error", FaultText.of(event.getThrowableProxy()));
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    /** The one control character that is ASCII and that JSON need not escape. */
    private static String delete(String text) {
        return text.indexOf('\u007f') < 0 ? text : text.replace("\u007f", "\\u007f");
    }
}
