package io.akkord.configured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.edge.RawSocket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A client on a socket that speaks about one namespace. */
final class Visitor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RawSocket socket;
    private final String object;
    private final Deque<JsonNode> read = new ArrayDeque<>();

    Visitor(int port, String client, String namespace) throws IOException {
        socket = RawSocket.webSocket(port);
        object = "namespaces/" + namespace;
        socket.text("{\"type\":\"HELLO\",\"payload\":{\"client\":\"" + client + "\",\"protocol\":1}}");
        await("WELCOME");
    }

    /** Asks to join; the answer is still to be awaited. */
    void join(String payload) throws IOException {
        socket.text("{\"type\":\"JOIN\",\"object\":\"" + object + "\",\"payload\":" + payload + "}");
    }

    void submit(long seq, String changes) throws IOException {
        submit(seq, changes, "");
    }

    /** @param meta more of it, each with a comma in front */
    void submit(long seq, String changes, String meta) throws IOException {
        socket.text("{\"type\":\"STATE_PATCH\",\"object\":\"" + object + "\",\"payload\":{\"changes\":" + changes
                + "},\"meta\":{\"seq\":" + seq + meta + "}}");
    }

    /** The next message of one of these types; what comes before it is passed over. */
    JsonNode await(String... types) throws IOException {
        while (true) {
            while (read.isEmpty()) {
                JsonNode frame = JSON.readTree(socket.readMessage().text());
                (frame.isArray() ? frame : JSON.createArrayNode().add(frame)).forEach(read::add);
            }
            JsonNode message = read.remove();
            for (String type : types) {
                if (message.path("type").asText().equals(type)) {
                    return message;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
