package io.akkord.bench.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.akkord.bench.text.Draft;
import io.akkord.bench.text.TextOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the server says in one pass, without a tree: the tool shares its machine with the server more often than not. */
final class MessageReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private MessageReader() {}

    /** The messages of one text frame. */
    static List<ServerMessage> frame(String frame) {
        try (JsonParser in = JSON.createParser(frame)) {
            List<ServerMessage> messages = new ArrayList<>();
            if (in.nextToken() == JsonToken.START_ARRAY) {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    messages.add(message(in));
                }
            } else {
                messages.add(message(in));
            }
            return messages;
        } catch (IOException e) {
            throw new IllegalArgumentException("the server sent what is not JSON: " + shortened(frame), e);
        }
    }

    /** The answer to a read of a room. */
    static RoomView room(String body) {
        try (JsonParser in = JSON.createParser(body)) {
            long version = 0;
            String text = "";
            in.nextToken();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                switch (name) {
                    case "version" -> version = in.getLongValue();
                    case "content" -> text = content(in);
                    default -> in.skipChildren();
                }
            }
            return new RoomView(version, text);
        } catch (IOException e) {
            throw new IllegalArgumentException("the server answered what is not JSON: " + shortened(body), e);
        }
    }

    private static ServerMessage message(JsonParser in) throws IOException {
        MessageFields fields = new MessageFields();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            JsonToken value = in.nextToken();
            if (name.equals("type")) {
                fields.type = in.getText();
            } else if (value == JsonToken.START_OBJECT && (name.equals("payload") || name.equals("meta"))) {
                part(in, fields);
            } else {
                in.skipChildren();
            }
        }
        return fields.message();
    }

    private static void part(JsonParser in, MessageFields fields) throws IOException {
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "version" -> fields.version = in.getLongValue();
                case "seq" -> fields.seq = in.getLongValue();
                case "origin" -> fields.origin = in.getText();
                case "reset" -> fields.reset = in.getBooleanValue();
                case "duplicate" -> fields.duplicate = in.getBooleanValue();
                case "snapshot" -> fields.snapshot = snapshot(in);
                case "commits" -> commits(in, fields.commits);
                case "code" -> fields.code = in.getText();
                case "message" -> fields.message = in.getText();
                case "reason" -> fields.reason = in.getText();
                case "retryAfter" -> fields.retryAfter = in.getDoubleValue();
                default -> in.skipChildren();
            }
        }
    }

    private static @Nullable String snapshot(JsonParser in) throws IOException {
        String text = null;
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (name.equals("text")) {
                text = in.getText();
            } else {
                in.skipChildren();
            }
        }
        return text == null ? "" : text;
    }

    private static void commits(JsonParser in, List<Commit> out) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            long version = 0;
            long seq = 0;
            String client = "";
            TextOperation operation = TextOperation.NOTHING;
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                switch (name) {
                    case "version" -> version = in.getLongValue();
                    case "seq" -> seq = in.getLongValue();
                    case "client" -> client = in.getText();
                    case "op" -> {
                        if (value == JsonToken.START_ARRAY) {
                            operation = operation(in);
                        } else {
                            in.skipChildren();
                        }
                    }
                    default -> in.skipChildren();
                }
            }
            out.add(new Commit(version, client, seq, operation));
        }
    }

    private static TextOperation operation(JsonParser in) throws IOException {
        Draft draft = new Draft();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                if (name.equals("insert") && value == JsonToken.VALUE_STRING) {
                    draft.insert(in.getText());
                } else if (name.equals("retain")) {
                    draft.keep(in.getIntValue());
                } else if (name.equals("delete")) {
                    draft.delete(in.getIntValue());
                } else {
                    throw new IllegalArgumentException("this is no room of type text: it has " + name);
                }
            }
        }
        return draft.finish();
    }

    private static String content(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return in.getText();
        }
        StringBuilder text = new StringBuilder();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                if (name.equals("insert")) {
                    text.append(in.getText());
                } else {
                    in.skipChildren();
                }
            }
        }
        return text.toString();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }
}
