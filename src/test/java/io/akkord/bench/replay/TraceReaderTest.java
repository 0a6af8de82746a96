package io.akkord.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.bench.replay.Trace.Edit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both spellings of a trace, packed or not. */
class TraceReaderTest {
    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("trace.json"), content);
    }

    @Test
    void the_spelling_with_objects_and_a_start_is_read() throws IOException {
        Trace trace = TraceReader.read(file("{\"startContent\":\"x\",\"endContent\":\"xab\",\"kind\":{\"a\":[1]},"
                + "\"txns\":[{\"time\":\"t\",\"patches\":[[1,0,\"a\"]]},{\"patches\":[[2,0,\"b\"]],\"n\":1}]}"));
        assertThat(trace.edits()).containsExactly(new Edit(0, 0, "x"), new Edit(1, 0, "a"), new Edit(2, 0, "b"));
        assertThat(trace.endContent()).isEqualTo("xab");
    }

    @Test
    void the_compact_spelling_is_read_from_a_packed_file() throws IOException {
        Trace trace = TraceReader.read(Path.of("src/test/resources/traces/sveltecomponent.json.gz"));
        assertThat(trace.edits()).hasSizeGreaterThan(18_000);
        assertThat(trace.endContent()).isNotEmpty();
    }

    @Test
    void what_is_no_trace_is_refused() throws IOException {
        for (String wrong : new String[] {
            "[]",
            "{}",
            "{\"endContent\":\"\",\"txns\":[[[0,\"a\"]]]}",
            "{\"endContent\":\"\",\"txns\":[[[0,0,\"a\",1]]]}",
            "{\"endContent\":\"\",\"txns\":[[5]]}",
            "{\"endContent\":\"\",\"txns\":[5,\"x\"]}",
            "{\"endContent\":\"\",\"txns\":null}",
            "{\"txns\":5,\"endContent\":\"\"}",
            "{\"txns\":[["
        }) {
            Path file = file(wrong);
            assertThatThrownBy(() -> TraceReader.read(file)).as(wrong).isInstanceOf(IOException.class);
        }
    }
}
