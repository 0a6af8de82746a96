package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.EntityKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages of the server byte for byte as in the golden file; a change of it is a change of the protocol. */
class OutboundTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/protocol/outbound.txt");
    private static final String ROOM = "rooms/notes";
    private static final String SHOP = "namespaces/shop";

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Outbound> samples() {
        Map<String, Outbound> samples = new LinkedHashMap<>();
        samples.put("welcome", new Outbound.Welcome("ann", "s1", new Outbound.Limits(1, 2, 3, 4, 5, 6, 7, 8)));
        samples.put(
                "joined with a snapshot",
                new Outbound.Entered(
                        true,
                        ROOM,
                        "room",
                        "text",
                        "write",
                        "o1",
                        4,
                        4,
                        new Outbound.Content.Snapshot(json("{\"content\":[],\"text\":\"\"}")),
                        true,
                        7,
                        new TreeMap<>(Map.of("bob", json("{\"at\":1}"), "cy", json("null")))));
        samples.put(
                "sync with commits",
                new Outbound.Entered(
                        false,
                        ROOM,
                        "room",
                        "rich-text",
                        "read",
                        "o1",
                        4,
                        9,
                        new Outbound.Content.Commits(List.of(json("{\"version\":3}"), json("{\"version\":4}"))),
                        false,
                        0,
                        Map.of()));
        samples.put("ack", new Outbound.Ack(ROOM, 4, 2, 1_700_000_000_000L, false));
        samples.put("duplicate ack", new Outbound.Ack(ROOM, 4, 2, 1_700_000_000_120L, true));
        samples.put(
                "ack of what was changed on the way",
                new Outbound.Ack(SHOP, 4, 2, 1_700_000_000_000L, false, json("[{\"key\":\"a\",\"value\":1}]")));
        samples.put("op", new Outbound.Commits(ROOM, List.of(json("{\"version\":3}"), json("{\"version\":4}")), 4));
        samples.put(
                "state patch",
                new StateMessage.StatePatch(SHOP, List.of(json("{\"version\":3}"), json("{\"version\":5}")), 2, 6));
        samples.put("state patch that moves the cursor", new StateMessage.StatePatch(SHOP, List.of(), 6, 1_006));
        samples.put(
                "conflict",
                new StateMessage.ConflictDetected(SHOP, "[{\"key\":\"é\",\"local\":1,\"remote\":2}]", 7, 3));
        samples.put(
                "entity",
                new StateMessage.EntityUpdated(
                        SHOP,
                        new EntityKey("user", "7/\""),
                        json("{\"value\":{\"n\":1}}"),
                        9,
                        16,
                        7,
                        1_700_000_000_000L));
        samples.put(
                "entity that was deleted",
                new StateMessage.EntityDeleted(SHOP, new EntityKey("user", "8"), 8, 1_700_000_000_000L));
        samples.put("presence", new Outbound.Presence(ROOM, "bob", "Bob \"B\"", json("[1]"), 3));
        samples.put("presence that ended", new Outbound.Presence(ROOM, "bob", "Böb\n", json(""), -1));
        samples.put("broadcast", new Outbound.Broadcast(ROOM, "bob", "Bob", json("{}")));
        samples.put("left", new Outbound.Left(ROOM, "", OptionalLong.empty()));
        samples.put("left because of deletion", new Outbound.Left(ROOM, "deleted", OptionalLong.of(9)));
        samples.put("pong", new Outbound.Pong(json("{\"a\": 1}")));
        samples.put("bare pong", new Outbound.Pong(json("")));
        samples.put("error", new Outbound.Error("", ErrorCode.BAD_MESSAGE, "A sentence.", 0, OptionalLong.empty()));
        samples.put(
                "error of a submission",
                new Outbound.Error(ROOM, ErrorCode.OVERLOADED, "A sentence.", 1_050, OptionalLong.of(3)));
        samples.put("goodbye", new Outbound.Goodbye("restart", 2_000));
        return samples;
    }

    @Test
    void messagesLookAsInTheGoldenFile() throws IOException {
        String actual = samples().entrySet().stream()
                .map(e -> e.getKey() + "\n" + new String(e.getValue().toBytes(), StandardCharsets.UTF_8) + "\n")
                .collect(Collectors.joining("\n"));
        assertThat(actual).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void everyTypeHasASample() {
        assertThat(samples().values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Stream.concat(
                                Stream.of(Outbound.class.getPermittedSubclasses()),
                                Stream.of(StateMessage.class.getPermittedSubclasses()))
                        .filter(type -> !type.isSealed())
                        .toArray(Class<?>[]::new));
    }

    @Test
    void everythingIsJson() throws IOException {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        for (Outbound sample : samples().values()) {
            assertThat(json.readTree(sample.toBytes()).path("type").asText()).isNotEmpty();
        }
    }

    @Test
    void stringsOfEverySortAreQuoted() throws IOException {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        for (String text : List.of(
                "",
                "a",
                "\"",
                "\\",
                "\u0000\u001f\n\t",
                "é",
                "aé\"b\\c\u0001",
                "😀x",
                "日本語\"",
                "x".repeat(1_000) + "é")) {
            byte[] quoted = new WireBuffer(16).string(text).toBytes();
            assertThat(json.readValue(quoted, String.class)).isEqualTo(text);
        }
        assertThat(json.readValue(new WireBuffer().string("a\ud800b").toBytes(), String.class))
                .isEqualTo("a\ufffdb");
    }
}
