package io.akkord.edge;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bodies of JSON. */
final class Json {
    /** Writes one value. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private Json() {}

    static HttpEntity.Strict entity(Body body) {
        return HttpEntities.create(ContentTypes.APPLICATION_JSON, bytes(body));
    }

    static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JsonText.factory(JsonLimits.DEFAULT).createGenerator(bytes)) {
            body.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
