package io.akkord.json;

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

/** Reads the conformance data; with a lenient reader, so that what must be refused can be read at all. */
public final class ConformanceFiles {
    private static final ObjectMapper LENIENT = new ObjectMapper();

    private ConformanceFiles() {}

    /** A gzipped file with one object per line. */
    public static List<JsonObject> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(open(resource)), StandardCharsets.UTF_8))) {
            List<JsonObject> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add((JsonObject) JsonText.parse(line, JsonLimits.DEFAULT));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is one array of objects. */
    public static List<JsonObject> array(String resource) {
        try (InputStream file = open(resource)) {
            List<JsonObject> records = new ArrayList<>();
            for (JsonNode node : LENIENT.readTree(file)) {
                records.add((JsonObject) JsonText.parse(node.toString(), JsonLimits.DEFAULT));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(ConformanceFiles.class.getResourceAsStream("/conformance/" + resource));
    }
}
