package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Operations from and to JSON in tests. */
final class Deltas {
    private Deltas() {}

    static Operation strict(String json, boolean rich) {
        return read(json, parser -> DeltaJson.readStrict(parser, rich));
    }

    static Operation strict(JsonNode json) {
        return strict(text(json), true);
    }

    static Operation lenient(String json, boolean rich) {
        return read(json, parser -> DeltaJson.readCanonicalising(parser, rich));
    }

    static Operation lenient(JsonNode json) {
        return lenient(text(json), true);
    }

    static Document document(String json, boolean rich) {
        return read(json, parser -> DeltaJson.readDocument(parser, rich));
    }

    static Document document(JsonNode json) {
        return document(text(json), true);
    }

    static String text(Operation operation) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JsonText.factory(JsonLimits.DEFAULT).createGenerator(out)) {
            DeltaJson.write(generator, operation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    static JsonNode json(Operation operation) {
        try {
            return Vectors.MAPPER.readTree(text(operation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String json, Function<JsonParser, T> reader) {
        try (JsonParser parser = JsonText.factory(JsonLimits.DEFAULT).createParser(json)) {
            T value = reader.apply(parser);
            JsonText.end(parser);
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode json) {
        try {
            return Vectors.MAPPER.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
