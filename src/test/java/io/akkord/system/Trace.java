package io.akkord.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import io.akkord.system.delta.Delta;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A real editing history; see README.md beside the files. */
record Trace(List<Delta> edits, String endContent) {
    static Trace load(String name) throws IOException {
        try (InputStream packed = Trace.class.getResourceAsStream("/traces/" + name + ".json.gz")) {
            JsonNode read = Json.read(new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8));
            List<Delta> edits = new ArrayList<>();
            for (JsonNode transaction : read.path("txns")) {
                for (JsonNode patch : transaction) {
                    edits.add(Delta.edit(
                            patch.get(0).asInt(),
                            patch.get(1).asInt(),
                            patch.get(2).asText()));
                }
            }
            return new Trace(edits, read.path("endContent").asText());
        }
    }
}
