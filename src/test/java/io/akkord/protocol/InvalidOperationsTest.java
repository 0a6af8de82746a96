package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.ot.Document;
import io.akkord.ot.OperationFault;
import io.akkord.ot.OperationRefused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvalidOperationsTest {
    @Test
    void everyInvalidOperationIsRefusedWithAReason() {
        List<JsonNode> lines = Vectors.lines("/conformance/delta/invalid-ops.jsonl");
        assertThat(lines).hasSize(22);
        for (JsonNode line : lines) {
            Document doc = Deltas.document(line.get("doc"));
            Optional<OperationFault> fault;
            try {
                fault = doc.check(Deltas.strict(line.get("op")));
            } catch (OperationRefused refused) {
                fault = Optional.of(refused.fault());
            }
            assertThat(fault)
                    .as("%s: %s", line.get("id").asText(), line.get("why").asText())
                    .isPresent();
        }
    }
}
