package io.akkord.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.Json;
import io.akkord.system.client.Peer;
import java.util.ArrayList;
import java.util.List;

/**
 * One message that no honest client sends, and how it is refused.
 *
 * @param name what is wrong with it
 * @param frame sent as it stands by a session that has joined the room
 * @param code the code of the ERROR; two with a bar between where the protocol leaves it open
 */
record BadInput(String name, String frame, String code) {
    static final String ROOM = "witnessed";

    private static final String BAD_MESSAGE = "BAD_MESSAGE";
    private static final String INVALID_OP = "INVALID_OP";

    @Override
    public String toString() {
        return name;
    }

    /** Everything that is refused by an ERROR on a socket that stays open. {@code head} is the version of the room. */
    static List<BadInput> all(long head) {
        List<BadInput> all = new ArrayList<>();
        all.addAll(notMessages());
        all.addAll(wrongFields());
        all.addAll(wrongNames());
        all.addAll(wrongOperations(head));
        all.addAll(wrongNumbering(head));
        return all;
    }

    private static List<BadInput> notMessages() {
        String ping = "{\"type\":\"PING\",\"payload\":%s}";
        return List.of(
                new BadInput("prose", "hello there", BAD_MESSAGE),
                new BadInput("an empty frame", "", BAD_MESSAGE),
                new BadInput("half an object", "{\"type\":\"PING\"", BAD_MESSAGE),
                new BadInput("single quotes", "{'type':'PING'}", BAD_MESSAGE),
                new BadInput("a comment", "{\"type\":\"PING\"/* */}", BAD_MESSAGE),
                new BadInput("a comma too many", "{\"type\":\"PING\",}", BAD_MESSAGE),
                new BadInput("not a number", ping.formatted("NaN"), BAD_MESSAGE),
                new BadInput("a string alone", "\"PING\"", BAD_MESSAGE),
                new BadInput("null", "null", BAD_MESSAGE),
                new BadInput("a number alone", "17", BAD_MESSAGE),
                new BadInput("an array in an array", "[[{\"type\":\"PING\"}]]", BAD_MESSAGE),
                new BadInput("an array of a number", "[1]", BAD_MESSAGE),
                new BadInput("trailing garbage", "{\"type\":\"PING\"} garbage", BAD_MESSAGE),
                new BadInput("two messages without an array", "{\"type\":\"PING\"}{\"type\":\"PING\"}", BAD_MESSAGE),
                new BadInput("a key twice", "{\"type\":\"PING\",\"type\":\"PING\"}", BAD_MESSAGE),
                new BadInput("a key twice deep inside", ping.formatted("{\"a\":{\"b\":1,\"b\":2}}"), BAD_MESSAGE),
                new BadInput("a control character", ping.formatted("\"a\u0001b\""), BAD_MESSAGE),
                new BadInput("100,000 open arrays", "[".repeat(100_000), BAD_MESSAGE),
                new BadInput(
                        "100,000 levels in a payload",
                        ping.formatted("[".repeat(100_000) + "]".repeat(100_000)),
                        BAD_MESSAGE),
                new BadInput("100,000 open objects", "{\"a\":".repeat(100_000), BAD_MESSAGE),
                new BadInput("a million digits", ping.formatted("1".repeat(1_000_000)), BAD_MESSAGE),
                new BadInput(
                        "a million digits behind the point", ping.formatted("1." + "1".repeat(1_000_000)), BAD_MESSAGE),
                new BadInput("a huge exponent as a seq", withMeta("1", "1e999999999"), BAD_MESSAGE));
    }

    private static List<BadInput> wrongFields() {
        String room = "\"object\":\"rooms/" + ROOM + "\"";
        String meta = "\"meta\":{\"version\":1,\"seq\":1}";
        return List.of(
                new BadInput("no type", "{\"payload\":{}}", BAD_MESSAGE),
                new BadInput("a type that is a number", "{\"type\":5}", BAD_MESSAGE),
                new BadInput("a type that is null", "{\"type\":null}", BAD_MESSAGE),
                new BadInput("an unknown type", "{\"type\":\"FROBNICATE\"," + room + "}", BAD_MESSAGE),
                new BadInput("a server's type", "{\"type\":\"ACK\"," + room + "," + meta + "}", BAD_MESSAGE),
                new BadInput("a type in small letters", "{\"type\":\"op\"," + room + "}", BAD_MESSAGE),
                new BadInput("no object", "{\"type\":\"OP\",\"payload\":{\"op\":[]}," + meta + "}", BAD_MESSAGE),
                new BadInput(
                        "an object that is a number", "{\"type\":\"JOIN\",\"object\":7,\"payload\":{}}", BAD_MESSAGE),
                new BadInput(
                        "a payload that is a list",
                        "{\"type\":\"OP\"," + room + ",\"payload\":[]," + meta + "}",
                        BAD_MESSAGE),
                new BadInput("no payload", "{\"type\":\"OP\"," + room + "," + meta + "}", BAD_MESSAGE),
                new BadInput("no op", "{\"type\":\"OP\"," + room + ",\"payload\":{}," + meta + "}", BAD_MESSAGE),
                new BadInput("no meta", "{\"type\":\"OP\"," + room + ",\"payload\":{\"op\":[]}}", BAD_MESSAGE),
                new BadInput("no seq", withMeta("1", null), BAD_MESSAGE),
                new BadInput("no version", withMeta(null, "1"), BAD_MESSAGE),
                new BadInput("a seq that is a string", withMeta("1", "\"1\""), BAD_MESSAGE),
                new BadInput("a seq that is a fraction", withMeta("1", "1.5"), BAD_MESSAGE),
                new BadInput("a seq of zero", withMeta("1", "0"), BAD_MESSAGE),
                new BadInput("a negative seq", withMeta("1", "-1"), BAD_MESSAGE),
                new BadInput("a seq beyond 64 bits", withMeta("1", "99999999999999999999"), BAD_MESSAGE),
                new BadInput("a version that is true", withMeta("true", "1"), BAD_MESSAGE),
                new BadInput("a negative version", withMeta("-1", "1"), BAD_MESSAGE),
                new BadInput(
                        "a since that is a string",
                        "{\"type\":\"SYNC_REQUEST\"," + room + ",\"payload\":{\"since\":\"0\"}}",
                        BAD_MESSAGE),
                new BadInput(
                        "a sync request without since",
                        "{\"type\":\"SYNC_REQUEST\"," + room + ",\"payload\":{}}",
                        BAD_MESSAGE),
                new BadInput(
                        "a room of an unknown type",
                        "{\"type\":\"JOIN\",\"object\":\"rooms/other\",\"payload\":{\"type\":\"movie\"}}",
                        BAD_MESSAGE));
    }

    private static List<BadInput> wrongNames() {
        List<BadInput> names = new ArrayList<>();
        List<String> wrong = List.of(
                "rooms/a/b",
                "rooms/",
                "rooms/.",
                "rooms/..",
                "rooms/.hidden",
                "rooms/a b",
                "rooms/a\\u0000b",
                "rooms/a\\nb",
                "rooms/%2e%2e",
                "rooms/\\u00e4",
                "rooms/" + "x".repeat(129),
                "rooms/" + "x".repeat(10_000),
                "notes",
                "",
                "/rooms/a",
                "castles/a",
                "rooms|-|a");
        for (String name : wrong) {
            String shown = name.length() > 40 ? name.length() + " characters" : name;
            names.add(new BadInput(
                    "the object '" + shown + "'",
                    "{\"type\":\"JOIN\",\"object\":\"" + name + "\",\"payload\":{}}",
                    BAD_MESSAGE));
        }
        return names;
    }

    private static List<BadInput> wrongOperations(long head) {
        List<BadInput> operations = new ArrayList<>();
        List<String> wrong = List.of(
                "[{\"retain\":1000000},{\"insert\":\"a\"}]",
                "[{\"delete\":1000000}]",
                "[{\"delete\":0}]",
                "[{\"retain\":0},{\"insert\":\"a\"}]",
                "[{\"retain\":-1},{\"insert\":\"a\"}]",
                "[{\"delete\":-1}]",
                "[{\"delete\":1.5}]",
                "[{\"retain\":0.5},{\"insert\":\"a\"}]",
                "[{\"delete\":2147483648}]",
                "[{\"retain\":2147483647},{\"retain\":2147483647},{\"insert\":\"a\"}]",
                "[{\"delete\":9223372036854775808}]",
                "[{\"insert\":\"\"}]",
                "[{\"insert\":\"a\"},{\"insert\":\"b\"}]",
                "[{\"delete\":1},{\"insert\":\"a\"}]",
                "[{\"insert\":\"a\"},{\"retain\":1}]",
                "[{\"insert\":\"\\ud83d\"}]",
                "[{\"insert\":\"\\ude00\"}]",
                "[{\"insert\":\"\\ude00\\ud83d\"}]",
                "[{\"insert\":\"a\\u0000b\"}]",
                "[{\"retain\":1},{\"insert\":\"x\"}]",
                "[{\"retain\":1},{\"delete\":1}]",
                "[{\"delete\":1}]",
                "[{\"insert\":\"a\",\"attributes\":{\"bold\":true}}]",
                "[{\"retain\":2,\"attributes\":{\"bold\":true}}]",
                "[{\"insert\":{\"image\":\"x\"}}]",
                "{\"type\":\"insert\",\"position\":-1,\"content\":\"a\"}",
                "{\"type\":\"insert\",\"position\":1000000,\"content\":\"a\"}",
                "{\"type\":\"delete\",\"position\":0,\"length\":1000000}");
        for (String op : wrong) {
            operations.add(new BadInput("the operation " + op, operation(op, head), INVALID_OP));
        }
        List<String> shapeless = List.of(
                "5",
                "\"abc\"",
                "[5]",
                "[{}]",
                "[[]]",
                "[{\"insert\":5}]",
                "[{\"insert\":null}]",
                "[{\"replace\":5}]",
                "[{\"delete\":\"1\"}]",
                "[{\"insert\":\"a\",\"delete\":1}]",
                "{\"type\":\"move\",\"position\":0}",
                "{\"position\":0,\"content\":\"a\"}");
        for (String op : shapeless) {
            operations.add(new BadInput("the operation " + op, operation(op, head), INVALID_OP + "|" + BAD_MESSAGE));
        }
        return operations;
    }

    /** Refused on a room that begins with a surrogate pair, as {@link BadInputIT} makes it. */
    private static String operation(String op, long head) {
        return "{\"type\":\"OP\",\"object\":\"rooms/" + ROOM + "\",\"payload\":{\"op\":" + op
                + "},\"meta\":{\"version\":" + head + ",\"seq\":1}}";
    }

    private static List<BadInput> wrongNumbering(long head) {
        String insert = "[{\"insert\":\"a\"}]";
        ObjectNode sync = Json.message("SYNC_REQUEST", "rooms/never-joined");
        sync.withObject("/payload").put("since", 0);
        return List.of(
                new BadInput(
                        "a base from the future",
                        Peer.op(ROOM, insert, head + 1_000_000, 1).toString(),
                        "BAD_BASE"),
                new BadInput(
                        "the largest base",
                        Peer.op(ROOM, insert, Long.MAX_VALUE, 1).toString(),
                        "BAD_BASE|BAD_MESSAGE"),
                new BadInput("a skipped seq", Peer.op(ROOM, insert, head, 2).toString(), "OUT_OF_ORDER"),
                new BadInput(
                        "the largest seq",
                        Peer.op(ROOM, insert, head, Long.MAX_VALUE).toString(),
                        "OUT_OF_ORDER|BAD_MESSAGE"),
                new BadInput(
                        "a room that is not joined",
                        Peer.op("never-joined", insert, 0, 1).toString(),
                        "NOT_JOINED"),
                new BadInput("a sync of a room that is not joined", sync.toString(), "NOT_JOINED"));
    }

    private static String withMeta(String version, String seq) {
        String fields = (version == null ? "" : "\"version\":" + version)
                + (version == null || seq == null ? "" : ",")
                + (seq == null ? "" : "\"seq\":" + seq);
        return "{\"type\":\"OP\",\"object\":\"rooms/" + ROOM + "\",\"payload\":{\"op\":[]},\"meta\":{" + fields + "}}";
    }
}
