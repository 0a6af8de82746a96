package io.akkord.insight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.edge.RawSocket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** A client on a socket that keeps book of what it was told. */
final class Talker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RawSocket socket;
    private final String object;
    private final Deque<JsonNode> read = new ArrayDeque<>();
    private final Map<String, Integer> told = new TreeMap<>();

    /** @param object such as {@code rooms/notes} */
    Talker(int port, String client, String object) throws IOException {
        this.socket = RawSocket.webSocket(port);
        this.object = object;
        send("{\"type\":\"HELLO\",\"payload\":{\"client\":\"" + client + "\",\"protocol\":1}}");
        await("WELCOME");
    }

    JsonNode join() throws IOException {
        send("JOIN", "{}", "{}");
        return await("JOINED");
    }

    void send(String text) throws IOException {
        socket.text(text);
    }

    /** A message about the object. */
    void send(String type, String payload, String meta) throws IOException {
        send("{\"type\":\"" + type + "\",\"object\":\"" + object + "\",\"payload\":" + payload + ",\"meta\":" + meta
                + "}");
    }

    /** An insert at the beginning of a room. */
    void insert(String text, long base, long seq) throws IOException {
        send("OP", "{\"op\":[{\"insert\":\"" + text + "\"}]}", "{\"version\":" + base + ",\"seq\":" + seq + "}");
    }

    /** Changes of a namespace; {@code meta} is more of it, each with a comma in front. */
    void change(String changes, long seq, String meta) throws IOException {
        send("STATE_PATCH", "{\"changes\":[" + changes + "]}", "{\"seq\":" + seq + meta + "}");
    }

    /** The next message of this type; what comes before it is counted only. */
    JsonNode await(String type) throws IOException {
        while (true) {
            while (read.isEmpty()) {
                JsonNode frame = JSON.readTree(socket.readMessage().text());
                (frame.isArray() ? frame : JSON.createArrayNode().add(frame)).forEach(read::add);
            }
            JsonNode message = read.remove();
            String actual = message.path("type").asText();
            String code = message.at("/payload/code").asText();
            told.merge(code.isEmpty() ? actual : actual + " " + code, 1, Integer::sum);
            if (actual.equals(type)) {
                return message;
            }
        }
    }

    long awaitVersion(String type) throws IOException {
        return await(type).at("/meta/version").asLong();
    }

    /** How many messages came of a type, or, as {@code ERROR CODE}, of errors; those that were awaited or came before. */
    int told(String what) {
        return told.getOrDefault(what, 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
