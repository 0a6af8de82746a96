package io.akkord.bench.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** What the tool says of namespaces, as text. */
final class NamespaceWords {
    private static final JsonFactory JSON = new JsonFactory();

    private NamespaceWords() {}

    /** Takes the sets of a submission. */
    interface Sets {
        void set(String key, String value);
    }

    private interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static String message(String type, String namespace, Body body) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("type", type);
            out.writeStringField("object", "namespaces/" + namespace);
            out.writeObjectFieldStart("payload");
            body.writeTo(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static String join(String namespace, Following following) {
        return message("JOIN", namespace, out -> {
            following(following, out);
            out.writeEndObject();
        });
    }

    static String rejoin(String namespace, Following following, long since, String origin) {
        return message("JOIN", namespace, out -> {
            following(following, out);
            out.writeNumberField("since", since);
            out.writeStringField("origin", origin);
            out.writeEndObject();
        });
    }

    private static void following(Following following, JsonGenerator out) throws IOException {
        if (!following.all()) {
            out.writeArrayFieldStart("keys");
            for (String key : following.keys()) {
                out.writeString(key);
            }
            out.writeEndArray();
        }
    }

    static String submit(String namespace, long seq, Consumer<Sets> sets) {
        return message("STATE_PATCH", namespace, out -> {
            out.writeArrayFieldStart("changes");
            sets.accept((key, value) -> set(key, value, out));
            out.writeEndArray();
            out.writeEndObject();
            out.writeObjectFieldStart("meta");
            out.writeNumberField("seq", seq);
            out.writeEndObject();
        });
    }

    private static void set(String key, String value, JsonGenerator out) {
        try {
            out.writeStartObject();
            out.writeStringField("op", "set");
            out.writeStringField("key", key);
            out.writeStringField("value", value);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
