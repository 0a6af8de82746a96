package io.akkord.bench.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the server says of a namespace in one pass, without a tree. */
final class NamespaceReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private String type = "";
    private long after;
    private long version;
    private long seq;
    private String origin = "";
    private boolean duplicate;
    private @Nullable Map<String, String> store;
    private final List<NamespaceMessage.Commit> commits = new ArrayList<>();
    private String code = "";
    private String message = "";
    private String reason = "";
    private double retryAfter = -1;

    private NamespaceReader() {}

    /** The messages of one text frame. */
    static List<NamespaceMessage> frame(String frame) {
        try (JsonParser in = JSON.createParser(frame)) {
            List<NamespaceMessage> messages = new ArrayList<>();
            if (in.nextToken() == JsonToken.START_ARRAY) {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    messages.add(new NamespaceReader().read(in));
                }
            } else {
                messages.add(new NamespaceReader().read(in));
            }
            return messages;
        } catch (IOException e) {
            throw new IllegalArgumentException("the server sent what is not JSON: " + shortened(frame), e);
        }
    }

    /** The answer to a read of a namespace. */
    static NamespaceView view(String body) {
        try (JsonParser in = JSON.createParser(body)) {
            long version = 0;
            Map<String, String> store = Map.of();
            in.nextToken();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                switch (name) {
                    case "store" -> store = store(in);
                    case "meta" -> {
                        NamespaceReader meta = new NamespaceReader();
                        meta.part(in);
                        version = meta.version;
                    }
                    default -> in.skipChildren();
                }
            }
            return new NamespaceView(version, store);
        } catch (IOException e) {
            throw new IllegalArgumentException("the server answered what is not JSON: " + shortened(body), e);
        }
    }

    private NamespaceMessage read(JsonParser in) throws IOException {
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            JsonToken value = in.nextToken();
            if (name.equals("type")) {
                type = in.getText();
            } else if (value == JsonToken.START_OBJECT && (name.equals("payload") || name.equals("meta"))) {
                part(in);
            } else {
                in.skipChildren();
            }
        }
        return switch (type) {
            case "JOINED" -> new NamespaceMessage.State(version, seq, origin, store, commits);
            case "STATE_PATCH" -> new NamespaceMessage.Patch(after, version, commits);
            case "ACK" -> new NamespaceMessage.Ack(version, seq, duplicate);
            case "ERROR" -> new NamespaceMessage.Failure(code, message, retryAfter, seq);
            case "LEFT" -> new NamespaceMessage.Left(reason);
            default -> new NamespaceMessage.Other(type);
        };
    }

    private void part(JsonParser in) throws IOException {
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "after" -> after = in.getLongValue();
                case "version" -> version = in.getLongValue();
                case "seq" -> seq = in.getLongValue();
                case "origin" -> origin = in.getText();
                case "duplicate" -> duplicate = in.getBooleanValue();
                case "snapshot" -> snapshot(in);
                case "commits" -> commits(in);
                case "code" -> code = in.getText();
                case "message" -> message = in.getText();
                case "reason" -> reason = in.getText();
                case "retryAfter" -> retryAfter = in.getDoubleValue();
                default -> in.skipChildren();
            }
        }
    }

    private void snapshot(JsonParser in) throws IOException {
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (name.equals("store")) {
                store = store(in);
            } else {
                in.skipChildren();
            }
        }
    }

    private static Map<String, String> store(JsonParser in) throws IOException {
        Map<String, String> store = new HashMap<>();
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            in.nextToken();
            store.put(key, value(in));
        }
        return store;
    }

    /** Others may have set what is no string; the tool needs to tell only its own values from each other. */
    private static String value(JsonParser in) throws IOException {
        String text = in.currentToken().isScalarValue() ? in.getText() : "";
        in.skipChildren();
        return text;
    }

    private void commits(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            long at = 0;
            long number = 0;
            String client = "";
            List<NamespaceMessage.Change> changes = List.of();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                switch (name) {
                    case "version" -> at = in.getLongValue();
                    case "seq" -> number = in.getLongValue();
                    case "client" -> client = in.getText();
                    case "changes" -> changes = changes(in);
                    default -> in.skipChildren();
                }
            }
            commits.add(new NamespaceMessage.Commit(at, client, number, changes));
        }
    }

    /** Those of keys; the registry goes to everybody and is nothing the tool compares. */
    private static List<NamespaceMessage.Change> changes(JsonParser in) throws IOException {
        List<NamespaceMessage.Change> changes = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            String key = "";
            String value = null;
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                switch (name) {
                    case "key" -> key = in.getText();
                    case "value" -> value = value(in);
                    default -> in.skipChildren();
                }
            }
            if (!key.isEmpty()) {
                changes.add(new NamespaceMessage.Change(key, value));
            }
        }
        return changes;
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }
}
