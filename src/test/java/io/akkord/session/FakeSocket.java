package io.akkord.session;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client's end of a socket, by hand: keeps what was sent, and pretends to have as much queued as a test says. */
final class FakeSocket implements SocketOut {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final Queue<JsonNode> unread = new ArrayDeque<>();
    volatile long queued;
    volatile long taken;

    @Override
    public void send(ByteString text) {
        frames.add(text.utf8String());
    }

    @Override
    public long queuedBytes() {
        return queued;
    }

    @Override
    public long takenBytes() {
        return taken;
    }

    @Override
    public void close(int code, String reason) {
        closes.add(code);
    }

    /** The messages of the next frame. */
    List<JsonNode> frame() throws InterruptedException {
        String frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (frame == null) {
            throw new AssertionError("nothing was sent");
        }
        JsonNode json = parse(frame);
        List<JsonNode> messages = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(messages::add);
        } else {
            messages.add(json);
        }
        return messages;
    }

    /** The next message, of whatever frame. */
    JsonNode next() throws InterruptedException {
        if (unread.isEmpty()) {
            unread.addAll(frame());
        }
        return unread.remove();
    }

    /** The next message, which must be of this type. */
    JsonNode next(String type) throws InterruptedException {
        JsonNode message = next();
        if (!message.path("type").asText().equals(type)) {
            throw new AssertionError("expected " + type + ", got " + message);
        }
        return message;
    }

    JsonNode error(String code) throws InterruptedException {
        JsonNode error = next("ERROR");
        if (!error.at("/payload/code").asText().equals(code)) {
            throw new AssertionError("expected " + code + ", got " + error);
        }
        return error;
    }

    boolean isSilent() {
        return unread.isEmpty() && frames.isEmpty();
    }

    int closeCode() throws InterruptedException {
        Integer code = closes.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (code == null) {
            throw new AssertionError("the socket was not closed");
        }
        return code;
    }

    boolean isOpen() {
        return closes.isEmpty();
    }

    private static JsonNode parse(String frame) {
        try {
            return JSON.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + frame, e);
        }
    }
}
