package io.akkord.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: what it understands, and how it says that it does not. */
class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return Commands.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void help_names_the_commands_and_the_exit_codes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("bench", "replay", "Exit codes");
    }

    @Test
    void version_says_what_this_is() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Akkord ");
    }

    @Test
    void the_help_of_bench_shows_its_defaults() {
        assertThat(run("bench", "--help")).isZero();
        assertThat(out.toString())
                .contains("--url", "http://127.0.0.1:8080", "--rooms", "--rate", "--warm-up", "report.html");
    }

    @Test
    void an_unknown_command_is_a_sentence_and_exit_code_2() {
        assertThat(run("bnech")).isEqualTo(2);
        assertThat(err.toString()).startsWith("akkord: 'bnech' is not a command.");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rooms 0",
                "--rooms many",
                "--writers 0 --readers 0",
                "--rate -1",
                "--rate NaN",
                "--duration soon",
                "--duration 0s",
                "--prefix .hidden",
                "--prefix a/b",
                "--url ftp://example.org",
                "--url nowhere",
                "--size -1",
                "--kind castles",
                "--kind namespaces --keys 0",
                "--report no/such/folder/report.html",
                "--unheard-of"
            })
    void a_wrong_option_of_bench_is_a_sentence_and_exit_code_2(String options) {
        assertThat(run(("bench " + options).split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("akkord: ").contains("bench --help");
    }

    @Test
    void a_server_that_is_not_there_is_a_sentence_and_exit_code_3() {
        assertThat(run("bench", "--url", "http://127.0.0.1:1", "--report=", "--json="))
                .isEqualTo(3);
        assertThat(err.toString()).contains("nothing answers at the address");
    }

    @Test
    void a_trace_that_is_missing_or_unsound_is_exit_code_2() throws IOException {
        assertThat(run("replay", "no-such-file.json")).isEqualTo(2);
        Path unsound = Files.writeString(
                folder.resolve("unsound.json"), "{\"txns\":[[[0,0,\"ab\"],[1,1,\"\"]]],\"endContent\":\"ab\"}");
        assertThat(run("replay", unsound.toString())).isEqualTo(2);
        Path beyond = Files.writeString(
                folder.resolve("beyond.json"), "{\"txns\":[[[0,0,\"ab\"],[1,5,\"\"]]],\"endContent\":\"a\"}");
        assertThat(run("replay", beyond.toString())).isEqualTo(2);
        assertThat(run("replay", beyond.toString(), "--batch", "0")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"30s,30000", "5m,300000", "500ms,500", "1.5s,1500", "2,2000", "1h,3600000"})
    void times_are_written_as_people_do(String written, long millis) {
        assertThat(Durations.parse(written)).isEqualTo(Duration.ofMillis(millis));
    }
}
