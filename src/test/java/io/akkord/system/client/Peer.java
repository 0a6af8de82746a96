package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The other end of a socket, message by message: it sends what the test says, sense or nonsense, and keeps all that comes back. */
public final class Peer implements FrameSocket.Listener, AutoCloseable {
    public static final int OPEN = -1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Deque<JsonNode> unread = new ArrayDeque<>();
    private final StringBuilder received = new StringBuilder();
    private int closed = OPEN;
    private String closeReason = "";
    private FrameSocket socket;

    private Peer() {}

    public static Peer connect(int port) throws IOException {
        return connect(port, Map.of("Sec-WebSocket-Protocol", "akkord.v1"), 0);
    }

    public static Peer connect(int port, Map<String, String> headers, int receiveBuffer) throws IOException {
        Peer peer = new Peer();
        peer.socket = FrameSocket.open(port, headers, receiveBuffer, peer);
        return peer;
    }

    public Peer hello(String client) throws IOException {
        ObjectNode hello = Json.message("HELLO", null);
        hello.withObject("/payload").put("client", client).put("protocol", 1);
        send(hello.toString());
        expect("WELCOME");
        return this;
    }

    public JsonNode join(String room) throws IOException {
        send(Json.message("JOIN", "rooms/" + room).toString());
        return expect("JOINED");
    }

    /** An OP with everything in it that the protocol wants. */
    public static ObjectNode op(String room, String op, long version, long seq) {
        ObjectNode message = Json.message("OP", "rooms/" + room);
        message.withObject("/payload").set("op", Json.read(op));
        message.putObject("meta").put("version", version).put("seq", seq);
        return message;
    }

    public Peer send(String text) throws IOException {
        socket.sendText(text);
        return this;
    }

    public FrameSocket socket() {
        return socket;
    }

    public JsonNode expect(String type) {
        return expect(type, m -> m.path("type").asText().equals(type));
    }

    public JsonNode expectError(String code) {
        return expect(
                "ERROR " + code,
                m -> m.path("type").asText().equals("ERROR")
                        && m.path("payload").path("code").asText().equals(code));
    }

    /** The first message of the kind, dropping those before it; an ERROR that is not asked for ends the wait. */
    public JsonNode expect(String what, Predicate<JsonNode> wanted) {
        return poll(wanted, PATIENCE)
                .orElseThrow(
                        () -> new AssertionError("no " + what + ", but " + end(received()) + " closed: " + closed()));
    }

    public Optional<JsonNode> poll(Predicate<JsonNode> wanted, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (unread) {
            while (true) {
                while (!unread.isEmpty()) {
                    JsonNode message = unread.poll();
                    if (wanted.test(message)) {
                        return Optional.of(message);
                    }
                    if (message.path("type").asText().equals("ERROR")) {
                        return Optional.empty();
                    }
                }
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0 || closed != OPEN) {
                    return Optional.empty();
                }
                waitFor(left);
            }
        }
    }

    public int expectClose() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (unread) {
            while (closed == OPEN) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("still open, received " + end(received()));
                }
                waitFor(left);
            }
            return closed;
        }
    }

    private void waitFor(long millis) {
        try {
            unread.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int closed() {
        synchronized (unread) {
            return closed;
        }
    }

    /** Every byte of text the server sent, and the reason it closed with. */
    public String received() {
        synchronized (unread) {
            return received + closeReason;
        }
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - 500));
    }

    @Override
    public void onText(String text) {
        JsonNode read = Json.read(text);
        ArrayNode all = read.isArray()
                ? (ArrayNode) read
                : JsonNodeFactory.instance.arrayNode().add(read);
        synchronized (unread) {
            received.append(text);
            all.forEach(unread::add);
            unread.notifyAll();
        }
    }

    @Override
    public void onClose(int code, String reason) {
        synchronized (unread) {
            closed = code;
            closeReason = reason;
            unread.notifyAll();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
