package io.akkord.bench.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.bench.text.Step;
import io.akkord.bench.text.TextOperation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What the tool sends, as text. */
final class ClientMessages {
    private static final JsonFactory JSON = new JsonFactory();

    private ClientMessages() {}

    private interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static String object(Body body) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            body.writeTo(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The body of a PUT. */
    static String room(String content) {
        return object(out -> {
            out.writeStringField("type", "text");
            out.writeStringField("content", content);
        });
    }

    static String hello(String client, String token) {
        return object(out -> {
            out.writeStringField("type", "HELLO");
            out.writeObjectFieldStart("payload");
            out.writeStringField("client", client);
            if (!token.isEmpty()) {
                out.writeStringField("token", token);
            }
            out.writeNumberField("protocol", 1);
            out.writeEndObject();
        });
    }

    static String join(String room) {
        return object(out -> {
            about("JOIN", room, out);
            out.writeObjectFieldStart("payload");
            out.writeStringField("type", "text");
            out.writeEndObject();
        });
    }

    static String rejoin(String room, long since, String origin) {
        return object(out -> {
            about("JOIN", room, out);
            out.writeObjectFieldStart("payload");
            out.writeNumberField("since", since);
            out.writeStringField("origin", origin);
            out.writeStringField("type", "text");
            out.writeEndObject();
        });
    }

    static String syncRequest(String room, long since) {
        return object(out -> {
            about("SYNC_REQUEST", room, out);
            out.writeObjectFieldStart("payload");
            out.writeNumberField("since", since);
            out.writeEndObject();
        });
    }

    static String submit(String room, Submission submission) {
        return object(out -> {
            about("OP", room, out);
            out.writeObjectFieldStart("payload");
            out.writeArrayFieldStart("op");
            operation(submission.first(), out);
            out.writeEndArray();
            out.writeEndObject();
            out.writeObjectFieldStart("meta");
            out.writeNumberField("version", submission.base());
            out.writeNumberField("seq", submission.seq());
            out.writeEndObject();
        });
    }

    private static void about(String type, String room, JsonGenerator out) throws IOException {
        out.writeStringField("type", type);
        out.writeStringField("object", "rooms/" + room);
    }

    private static void operation(TextOperation operation, JsonGenerator out) throws IOException {
        for (Step step : operation.steps()) {
            out.writeStartObject();
            if (step instanceof Step.Insert insert) {
                out.writeStringField("insert", insert.text());
            } else {
                out.writeNumberField(step instanceof Step.Keep ? "retain" : "delete", step.length());
            }
            out.writeEndObject();
        }
    }
}
