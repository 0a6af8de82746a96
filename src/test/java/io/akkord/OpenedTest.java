package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened();

    @Test
    void whatWasOpenedFirstIsClosedLastAndOnceWhateverFails() {
        opened.addTimed("first", (thing, left) -> {
            assertThat(left).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
            closed.add(thing);
        });
        opened.add("second", thing -> {
            closed.add(thing);
            throw new IllegalStateException("broken");
        });
        assertThat(opened.add("third", closed::add)).isEqualTo("third");
        opened.close(Duration.ofMinutes(10));
        opened.close(Duration.ofMinutes(10));
        assertThat(closed).containsExactly("third", "second", "first");
    }
}
