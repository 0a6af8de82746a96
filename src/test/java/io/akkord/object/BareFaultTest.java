package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonString;
import io.akkord.namespace.Effect;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.Strategy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is logged of a fault says what and where, and nothing of what users wrote. */
class BareFaultTest {
    private static final String MARK = "wRiTtEn-By-SoMeBoDy";

    @Test
    void classes_and_the_place_stay_and_texts_go() {
        Throwable fault = new IllegalStateException("at " + MARK, new ArithmeticException(MARK));
        fault.addSuppressed(new IllegalArgumentException(MARK));
        StringWriter text = new StringWriter();
        BareFault.of(fault).printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString())
                .contains("IllegalStateException, caused by java.lang.ArithmeticException", "BareFaultTest.classes_and")
                .doesNotContain(MARK);
    }

    @Test
    void a_change_and_what_it_does_name_keys_only() {
        JsonString value = new JsonString(MARK);
        NamespaceCommand command =
                NamespaceCommand.Change.of(List.of(NamespaceChange.Set.of("key", value)), Strategy.REPLACE);
        NamespaceEvent event = new NamespaceEvent.Changed(List.of(Effect.Put.of("key", value)), false);
        assertThat(command + " " + event).contains("set key", "put key").doesNotContain(MARK);
    }
}
