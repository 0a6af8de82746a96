package io.akkord.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.FrameSocket;
import io.akkord.system.client.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Frames that are almost right: messages of every type with something changed in them, and frames of every sort that is not one. */
final class FrameFuzz {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] MESSAGES = {
        "{\"type\":\"HELLO\",\"payload\":{\"client\":\"fuzz\",\"protocol\":1}}",
        "{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"token\":\"a.b.c\"}}",
        "{\"type\":\"JOIN\",\"object\":\"rooms/fuzzed\",\"payload\":{\"since\":0,\"type\":\"text\",\"presence\":{\"a\":1}}}",
        "{\"type\":\"JOIN\",\"object\":\"rooms/fuzzed-json\",\"payload\":{\"type\":\"json\"}}",
        "{\"type\":\"JOIN\",\"object\":\"rooms/fuzzed-rich\",\"payload\":{\"type\":\"rich-text\",\"snapshot\":true}}",
        "{\"type\":\"JOIN\",\"object\":\"namespaces/fuzzed\",\"payload\":{\"keys\":[\"a\"],\"patterns\":[\"b*\"],\"events\":\"entity\"}}",
        "{\"type\":\"OP\",\"object\":\"rooms/fuzzed\",\"payload\":{\"op\":[{\"insert\":\"abc\"}]},\"meta\":{\"version\":0,\"seq\":1}}",
        "{\"type\":\"OP\",\"object\":\"rooms/fuzzed\",\"payload\":{\"op\":{\"type\":\"delete\",\"position\":0,\"length\":1}},\"meta\":{\"version\":1,\"seq\":2}}",
        "{\"type\":\"OP\",\"object\":\"rooms/fuzzed-rich\",\"payload\":{\"op\":[{\"insert\":\"x\",\"attributes\":{\"bold\":true}},{\"insert\":{\"image\":\"u\"}}]},\"meta\":{\"version\":0,\"seq\":1}}",
        "{\"type\":\"OP\",\"object\":\"rooms/fuzzed-json\",\"payload\":{\"op\":[{\"p\":[],\"oi\":{\"a\":[1,2]}}]},\"meta\":{\"version\":0,\"seq\":1}}",
        "{\"type\":\"STATE_PATCH\",\"object\":\"namespaces/fuzzed\",\"payload\":{\"changes\":[{\"op\":\"set\",\"key\":\"a\",\"value\":{\"n\":1},\"ttl\":60},{\"op\":\"merge\",\"key\":\"a\",\"value\":{\"m\":2}},{\"op\":\"patch\",\"key\":\"a\",\"patch\":[{\"op\":\"add\",\"path\":\"/x\",\"value\":[]}]},{\"op\":\"register\",\"mfe\":{\"id\":\"m\",\"framework\":\"f\",\"version\":\"1\"}}],\"source\":\"s\"},\"meta\":{\"version\":0,\"seq\":1,\"strategy\":\"merge\"}}",
        "{\"type\":\"CONFLICT_RESOLUTION\",\"object\":\"namespaces/fuzzed\",\"payload\":{\"changes\":[{\"op\":\"delete\",\"key\":\"a\"}]},\"meta\":{\"version\":0,\"seq\":1}}",
        "{\"type\":\"SYNC_REQUEST\",\"object\":\"rooms/fuzzed\",\"payload\":{\"since\":0,\"snapshot\":true}}",
        "{\"type\":\"PRESENCE\",\"object\":\"rooms/fuzzed\",\"payload\":{\"data\":{\"cursor\":1}},\"meta\":{\"version\":1}}",
        "{\"type\":\"BROADCAST\",\"object\":\"rooms/fuzzed\",\"payload\":{\"data\":[1,2,3]}}",
        "{\"type\":\"LEAVE\",\"object\":\"rooms/fuzzed\"}",
        "{\"type\":\"PING\",\"payload\":{\"a\":[true,null,\"\\ud83d\\ude00\"]}}",
    };
    private static final String[] STRINGS = {
        "",
        "\u0000",
        "__proto__",
        "constructor",
        "rooms/..",
        "namespaces/%00",
        "\ud800",
        "\ufeff",
        "a".repeat(300),
        "{}",
        "null",
        "_server",
        "rooms/fuzzed",
        "\u202e",
        "-1",
        "../../etc/passwd",
        "${jndi:x}",
        "<script>"
    };
    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1e400",
        "-0.0",
        "9223372036854775808",
        "1e-400",
        "0.1",
        "2147483648",
        "123456789012345678901234567890",
        "1E+2"
    };

    private final Random random;

    FrameFuzz(long seed) {
        this.random = new Random(seed);
    }

    int next(int bound) {
        return random.nextInt(bound);
    }

    /** Sends one thing over the socket; an {@link IOException} where the server has closed it. */
    void sendTo(FrameSocket socket) throws IOException {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> socket.sendText(message().toString());
            case 4, 5, 6, 7 -> socket.sendText(mutated(message()).toString());
            case 8, 9 -> socket.sendFrame(true, FrameSocket.TEXT, mutated(bytes(message())));
            case 10 -> fragments(socket, random.nextBoolean() ? bytes(message()) : mutated(bytes(message())));
            case 11 ->
                socket.sendFrame(true, random.nextBoolean() ? FrameSocket.BINARY : FrameSocket.TEXT, garbage(2_000));
            case 12 -> socket.sendFrame(true, FrameSocket.PING + random.nextInt(2), garbage(126));
            default -> broken(socket);
        }
    }

    private JsonNode message() {
        if (random.nextInt(6) == 0) {
            ArrayNode batch = NODES.arrayNode();
            for (int i = random.nextInt(5); i >= 0; i--) {
                batch.add(message());
            }
            return batch;
        }
        JsonNode message = Json.read(MESSAGES[random.nextInt(MESSAGES.length)]);
        if (message.has("meta") && message.path("meta").has("seq") && random.nextBoolean()) {
            ((ObjectNode) message.get("meta")).put("seq", random.nextInt(20)).put("version", random.nextInt(20));
        }
        return message;
    }

    private static byte[] bytes(JsonNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** With one to three nodes in it replaced, taken away or added. */
    private JsonNode mutated(JsonNode message) {
        JsonNode copy = message.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(copy, containers);
            if (!containers.isEmpty()) {
                mutate(containers.get(random.nextInt(containers.size())));
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void mutate(JsonNode container) {
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name =
                    names.isEmpty() || random.nextInt(4) == 0 ? string() : names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value(0));
            }
        } else if (container instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(3) == 0) {
                array.add(value(0));
            } else if (random.nextBoolean()) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.set(random.nextInt(array.size()), value(0));
            }
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2, 3 -> NODES.textNode(string());
            case 4 -> Json.read(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 5 -> NODES.objectNode().set(string(), value(depth + 1));
            case 6 -> NODES.arrayNode().add(value(depth + 1)).add(value(depth + 1));
            default -> nested(random.nextInt(100));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = NODES.numberNode(1);
        for (int i = 0; i < depth; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }

    private String string() {
        return random.nextInt(3) == 0
                ? new String(garbage(20), StandardCharsets.ISO_8859_1)
                : STRINGS[random.nextInt(STRINGS.length)];
    }

    /** With some bytes changed, doubled or lost. */
    private byte[] mutated(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(6); i >= 0 && copy.length > 1; i--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> copy[at] = (byte) random.nextInt(256);
                case 2 -> copy = Arrays.copyOf(copy, at + 1);
                default -> {
                    ByteArrayOutputStream doubled = new ByteArrayOutputStream();
                    doubled.write(copy, 0, at);
                    doubled.write(copy, random.nextInt(at + 1), copy.length - at);
                    copy = doubled.toByteArray();
                }
            }
        }
        return copy;
    }

    private byte[] garbage(int most) {
        byte[] garbage = new byte[random.nextInt(most)];
        random.nextBytes(garbage);
        return garbage;
    }

    private void fragments(FrameSocket socket, byte[] text) throws IOException {
        int from = 0;
        while (from < text.length) {
            int to = Math.min(text.length, from + 1 + random.nextInt(40));
            int opcode = from == 0 ? FrameSocket.TEXT : FrameSocket.CONTINUATION;
            socket.sendFrame(to == text.length && random.nextInt(8) > 0, opcode, Arrays.copyOfRange(text, from, to));
            if (random.nextInt(6) == 0) {
                socket.sendFrame(true, FrameSocket.PING, garbage(20));
            }
            from = to;
        }
    }

    /** No frame, or one that breaks a rule. */
    private void broken(FrameSocket socket) throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> socket.sendRaw(garbage(200));
            case 1 -> socket.sendFrame(random.nextBoolean(), random.nextInt(16), garbage(50));
            case 2 -> socket.sendHead(true, FrameSocket.TEXT, 1L << random.nextInt(63));
            case 3 -> socket.sendFrame(true, FrameSocket.PING, new byte[126 + random.nextInt(1_000)]);
            case 4 -> socket.sendRaw(new byte[] {(byte) 0x81, 3, 'a', 'b', 'c'});
            default -> socket.sendFrame(true, FrameSocket.CLOSE, garbage(10));
        }
    }
}
