package io.akkord.middleware;

import static io.akkord.spi.MemoryView.object;
import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.patch.PatchForm;
import io.akkord.kind.KeyPattern;
import io.akkord.spi.Change;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Log lines hold keys and sizes, never values. */
class RedactorTest {
    private final Redactor redactor = new Redactor(List.of(KeyPattern.of("user:*:mail")));

    @Test
    void every_change_is_described_without_its_value() {
        List<Change> changes = List.of(
                Change.Set.of("a", value("\"secret\"")),
                new Change.Merge("b", value("{\"x\":\"secret\"}")),
                new Change.Patch("c", PatchForm.read(value("[{\"op\":\"add\",\"path\":\"/secret\",\"value\":1}]"))),
                new Change.Delete("d"),
                new Change.Clear(),
                new Change.Restore(object("{\"secret\":\"secret\"}"), true),
                new Change.Register(object("{\"id\":\"mfe\",\"metadata\":\"secret\"}"), false),
                new Change.Unregister("mfe"));
        assertThat(changes.stream().map(redactor::describe))
                .containsExactly(
                        "set a (8 characters)",
                        "merge b (" + value("{\"x\":\"secret\"}").weight() + " characters)",
                        "patch c (1 operations)",
                        "delete d",
                        "clear",
                        "restore to 1 keys",
                        "register mfe",
                        "unregister mfe");
    }

    @Test
    void of_hidden_keys_the_pattern_is_shown() {
        assertThat(redactor.key("user:bob:mail")).isEqualTo("user:*:mail");
        assertThat(redactor.key("user:bob:name")).isEqualTo("user:bob:name");
    }

    @Test
    void keys_from_outside_cannot_write_log_lines() {
        assertThat(redactor.key("a\nWARN forged \u001b[31m")).isEqualTo("a?WARN forged ?[31m");
        assertThat(redactor.key("k".repeat(300))).hasSize(81).endsWith("…");
        assertThat(redactor.key("\ud800x")).isEqualTo("?x");
    }

    @Test
    void long_lists_are_cut() {
        assertThat(redactor.describe(Collections.nCopies(8, new Change.Delete("d"))))
                .endsWith("delete d and 3 more");
    }

    @Test
    void failures_are_described_without_their_texts() {
        assertThat(Redactor.describe(new IllegalStateException("secret", new RuntimeException("secret"))))
                .startsWith("java.lang.IllegalStateException at io.akkord.middleware.RedactorTest")
                .endsWith("caused by java.lang.RuntimeException")
                .doesNotContain("secret");
    }
}
