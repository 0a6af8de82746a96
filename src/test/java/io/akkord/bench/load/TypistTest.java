package io.akkord.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.bench.text.Text;
import org.junit.jupiter.api.Test;

/** Random edits fit the text, split no pair, and repeat themselves under the same seed. */
class TypistTest {
    @Test
    void edits_fit_whatever_the_text_is_and_never_leave_half_a_character() {
        Typist typist = new Typist(5, 200);
        Text text = new Text("");
        for (int i = 0; i < 20_000; i++) {
            text.apply(typist.next(text));
        }
        String made = text.toString();
        assertThat(made.length()).isBetween(50, 500);
        assertThat(new String(made.getBytes(UTF_8), UTF_8)).isEqualTo(made);
    }

    @Test
    void the_same_seed_makes_the_same_edits() {
        Text text = new Text("some text to begin with");
        assertThat(new Typist(9, 100).next(text)).isEqualTo(new Typist(9, 100).next(text));
    }
}
