package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a log line looks like, whatever is logged. */
class LogLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NAMES =
            Set.of("time", "level", "logger", "thread", "message", "correlation", "actor", "error");
    private static final Logger LOGGER = new LoggerContext().getLogger("io.akkord.some.Place");

    private static LoggingEvent event(String message, @Nullable Throwable fault, Map<String, String> context) {
        LoggingEvent event = new LoggingEvent("caller", LOGGER, Level.WARN, message, fault, null);
        event.setMDCPropertyMap(context);
        return event;
    }

    private static String line(Function<ILoggingEvent, String> form, LoggingEvent event) {
        String bytes = new String(new LogEncoder(form).encode(event), StandardCharsets.UTF_8);
        assertThat(bytes).endsWith("\n");
        return bytes.substring(0, bytes.length() - 1);
    }

    private static JsonNode json(LoggingEvent event) throws IOException {
        String line = line(JsonLine::of, event);
        assertThat(line).doesNotContainPattern("[^ -~]");
        JsonNode json = JSON.readTree(line);
        Set<String> names = new HashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(NAMES).containsAll(names);
        return json;
    }

    static List<String> messages() {
        return List.of(
                "plain",
                "",
                "two\nlines\r\n",
                "\"quoted\" \\ and {\"json\":1}",
                "\u0000\u0001\u0008\t\u001b[31mred\u007f\u0085\u009b",
                "\u2028\u2029\u202etxet",
                "ä€😀",
                "half a pair \ud83d and \ude00",
                "x".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void anEventIsOneLineOfJsonThatSaysWhatItSaid(String message) throws IOException {
        JsonNode json = json(event(message, null, Map.of()));
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("logger").asText()).isEqualTo("io.akkord.some.Place");
        assertThat(json.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(json.has("error")).isFalse();
        assertThat(json.has("correlation")).isFalse();
        String said = json.get("message").asText();
        if (message.length() < 20_000) {
            assertThat(said).isEqualTo(message.replace("\u007f", "\\u007f"));
        } else {
            assertThat(said).hasSizeLessThan(message.length());
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void anEventIsOneLineOfTextThatDoesNothingToATerminal(String message) {
        String line = line(TextLine::of, event(message, null, Map.of("correlation", "c\u001b1")));
        assertThat(line)
                .contains("WARN")
                .endsWith(" [c\\u001b1]")
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u2028\u2029\u202e]");
    }

    @Test
    void theContextShowsNothingButWhatHasAName() throws IOException {
        JsonNode json = json(event(
                "m", null, Map.of("correlation", "r-1", "akkaSource", "akka://akkord/user/x", "other", "canary")));
        assertThat(json.get("correlation").asText()).isEqualTo("r-1");
        assertThat(json.get("actor").asText()).isEqualTo("akka://akkord/user/x");
        assertThat(json.toString()).doesNotContain("canary");
    }

    @Test
    void anExceptionIsOneFieldWithItsCauses() throws IOException {
        Throwable fault = new IllegalStateException("outer", new java.io.IOException("No space left on device\n\t!"));
        String error = json(event("m", fault, Map.of())).get("error").asText();
        assertThat(error)
                .startsWith("java.lang.IllegalStateException\n\tat io.akkord.telemetry.LogLinesTest")
                .contains("\nCaused by: java.io.IOException: No space left on device\\n\\u0009!");
    }

    @Test
    void whatAnExceptionSaysOfItselfIsNotRepeated() throws IOException {
        Throwable fault = new IllegalArgumentException(
                "no number: canary", new NumberFormatException("For input string: \"canary\""));
        fault.addSuppressed(new IllegalStateException("canary"));
        for (String message : List.of("failed: " + fault.getMessage(), "failed: " + fault, "saw " + fault.getCause())) {
            LoggingEvent event = event(message, fault, Map.of());
            assertThat(json(event).toString()).doesNotContain("canary").contains("IllegalArgumentException");
            assertThat(line(TextLine::of, event)).doesNotContain("canary");
        }
    }

    @Test
    void causesThatGoInCirclesEnd() throws IOException {
        IllegalStateException inner = new IllegalStateException("inner");
        IllegalStateException outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);
        assertThat(json(event("m", outer, Map.of())).get("error").asText()).contains("Caused by");
        Throwable deep = new IllegalStateException("0");
        for (int i = 0; i < 1_000; i++) {
            deep = new IllegalStateException("" + i, deep);
        }
        assertThat(json(event("m", deep, Map.of())).get("error").asText()).hasSizeLessThan(100_000);
    }
}
