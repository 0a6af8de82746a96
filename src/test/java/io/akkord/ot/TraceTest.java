package io.akkord.ot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real editing histories give the text that their authors ended with. */
class TraceTest {
    @ParameterizedTest
    @ValueSource(strings = {"sveltecomponent", "automerge-paper"})
    void aRealHistoryEndsInItsRealText(String name) throws IOException {
        JsonNode trace;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/traces/" + name + ".json.gz"));
                InputStream text = new GZIPInputStream(file)) {
            trace = new ObjectMapper().readTree(text);
        }
        Document document = Document.EMPTY;
        for (JsonNode transaction : trace.get("txns")) {
            for (JsonNode patch : transaction) {
                Operation operation = Operation.builder()
                        .retain(patch.get(0).asInt())
                        .insert(patch.get(2).asText())
                        .delete(patch.get(1).asInt())
                        .build();
                assertThat(document.check(operation)).isEmpty();
                document = document.apply(operation);
            }
        }
        RopeShape.verify(document);
        assertThat(document.text()).isEqualTo(trace.get("endContent").asText());
        assertThat(document).isEqualTo(Document.ofText(trace.get("endContent").asText()));
    }
}
