package io.akkord.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads the conformance vectors with a lenient reader, so that what must be refused can be read at all. */
final class Vectors {
    /** A case and what quill-delta makes of it. */
    record Vector(JsonNode given, JsonNode expected) {
        String id() {
            return given.get("id").asText();
        }
    }

    static final ObjectMapper MAPPER = new ObjectMapper();

    private Vectors() {}

    static List<Vector> delta(String profile) {
        List<JsonNode> cases = lines("/conformance/delta/" + profile + ".cases.jsonl.gz");
        List<JsonNode> results = lines("/conformance/delta/" + profile + ".expected.jsonl.gz");
        List<Vector> vectors = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (!cases.get(i).get("id").equals(results.get(i).get("id"))) {
                throw new IllegalStateException("the vectors do not go line by line");
            }
            vectors.add(new Vector(cases.get(i), results.get(i)));
        }
        return vectors;
    }

    static List<JsonNode> lines(String resource) {
        try (InputStream file = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource));
                InputStream text = resource.endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
