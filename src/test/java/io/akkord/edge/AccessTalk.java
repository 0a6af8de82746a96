package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A client on a socket who shows who they are in one of the ways there are. */
final class AccessTalk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How a token, or a ticket, is shown. */
    enum Transport {
        HEADER,
        SUBPROTOCOL,
        HELLO,
        TICKET
    }

    private final RawSocket socket;
    private final Deque<JsonNode> read = new ArrayDeque<>();
    private final Consumer<String> onFrame;

    /**
     * Connects and says HELLO; how it is answered is still to be read.
     *
     * @param shown a token, or a ticket where that is the way
     * @param onFrame is told every frame that comes
     */
    AccessTalk(int port, Transport transport, String shown, String client, Consumer<String> onFrame)
            throws IOException {
        this.onFrame = onFrame;
        socket = new RawSocket(port);
        String path = "/v1/ws";
        List<String> lines = new ArrayList<>();
        String protocols = "akkord.v1";
        if (transport == Transport.HEADER) {
            lines.add("Authorization: Bearer " + shown);
        } else if (transport == Transport.SUBPROTOCOL) {
            protocols += ", bearer." + shown;
        } else if (transport == Transport.TICKET) {
            path += "?ticket=" + shown;
        }
        lines.add("Sec-WebSocket-Protocol: " + protocols);
        RawSocket.Answer answer = handshake(port, path, lines);
        assertThat(answer.status()).as(answer.body()).isEqualTo(101);
        assertThat(answer.headers().get("sec-websocket-protocol")).isEqualTo("akkord.v1");
        String own = transport == Transport.HELLO ? ",'token':'" + shown + "'" : "";
        say("{'type':'HELLO','payload':{'protocol':1,'client':'" + client + "'" + own + "}}");
    }

    private RawSocket.Answer handshake(int port, String path, List<String> lines) throws IOException {
        socket.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + String.join("\r\n", lines) + "\r\n\r\n");
        return socket.answer();
    }

    void say(String json) throws IOException {
        socket.text(json.replace('\'', '"'));
    }

    JsonNode next() throws IOException {
        while (read.isEmpty()) {
            RawSocket.Frame frame = socket.readMessage();
            onFrame.accept(frame.text());
            if (frame.opcode() == 8) {
                return JSON.createObjectNode().put("type", "close").put("code", frame.code());
            }
            JsonNode json = JSON.readTree(frame.text());
            (json.isArray() ? json : JSON.createArrayNode().add(json)).forEach(read::add);
        }
        return read.remove();
    }

    /** The type of the next message that is no broadcast of others; with the code of an error. */
    String answer() throws IOException {
        JsonNode message = next();
        while (Set.of("PRESENCE", "BROADCAST", "OP", "STATE_PATCH")
                .contains(message.path("type").asText())) {
            message = next();
        }
        return message.path("type").asText() + message.at("/payload/code").asText("");
    }

    /** What a message is answered with; where that is nothing, refusals would come before the answer to a PING. */
    String outcome(String json, boolean silent) throws IOException {
        say(json);
        if (silent) {
            say("{'type':'PING'}");
        }
        String answer = answer();
        return silent && answer.equals("PONG") ? "" : answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
