package io.akkord.system;

import java.util.ArrayList;
import java.util.List;

/**
 * One change that no namespace can do, and how a submission with it is refused.
 *
 * @param json the change, on a namespace as {@link NamespaceBadInputIT} makes it
 * @param code of the ERROR; several with bars between where the protocol leaves it open
 */
record BadChange(String name, String json, String code) {
    private static final String INVALID = "INVALID_OP";

    @Override
    public String toString() {
        return name;
    }

    static List<BadChange> all() {
        List<BadChange> all = new ArrayList<>();
        all.addAll(keys());
        all.addAll(values());
        all.addAll(shapes());
        all.addAll(patches());
        all.addAll(registry());
        return all;
    }

    private static List<BadChange> keys() {
        List<BadChange> keys = new ArrayList<>();
        for (String key : List.of("", "k".repeat(257), "a\\u0000b", "a\\nb", "\\u007f", "\\u0085", "\\t")) {
            String shown = key.length() > 40 ? key.length() + " characters" : key;
            keys.add(new BadChange("the key '" + shown + "'", set("\"" + key + "\"", "1"), INVALID));
            keys.add(new BadChange(
                    "a snapshot with the key '" + shown + "'",
                    "{\"op\":\"restore\",\"mode\":\"merge\",\"snapshot\":{\"" + key + "\":1}}",
                    "INVALID_OP|BAD_MESSAGE"));
        }
        keys.add(new BadChange("half a pair in a key", set("\"\\ud83d\"", "1"), "INVALID_OP|BAD_MESSAGE"));
        keys.add(new BadChange("a key that is a number", set("7", "1"), INVALID));
        keys.add(new BadChange("a key that is null", set("null", "1"), INVALID));
        return keys;
    }

    private static List<BadChange> values() {
        List<BadChange> values = new ArrayList<>();
        values.add(new BadChange("a value 65 deep", set("\"k\"", deep(65)), "INVALID_OP|BAD_MESSAGE"));
        values.add(new BadChange("a value 400 deep", set("\"k\"", deep(400)), "INVALID_OP|BAD_MESSAGE"));
        values.add(new BadChange("a value 50,000 deep", set("\"k\"", deep(50_000)), "INVALID_OP|BAD_MESSAGE"));
        values.add(new BadChange(
                "objects 65 deep",
                set("\"k\"", "{\"a\":".repeat(65) + "1" + "}".repeat(65)),
                "INVALID_OP|BAD_MESSAGE"));
        values.add(new BadChange("a member twice", set("\"k\"", "{\"a\":1,\"a\":2}"), "INVALID_OP|BAD_MESSAGE"));
        values.add(new BadChange("half a pair in a value", set("\"k\"", "\"\\ud83d\""), "INVALID_OP|BAD_MESSAGE"));
        for (String ttl : List.of("0", "-1", "1.5", "\"1\"", "null", "1e30", "true")) {
            values.add(new BadChange(
                    "a ttl of " + ttl, "{\"op\":\"set\",\"key\":\"k\",\"value\":1,\"ttl\":" + ttl + "}", INVALID));
        }
        return values;
    }

    private static List<BadChange> shapes() {
        List<BadChange> shapes = new ArrayList<>();
        for (String json : List.of(
                "7",
                "null",
                "\"set\"",
                "[]",
                "{}",
                "{\"op\":7}",
                "{\"op\":\"frobnicate\",\"key\":\"k\"}",
                "{\"op\":\"SET\",\"key\":\"k\",\"value\":1}",
                "{\"op\":\"set\",\"key\":\"k\"}",
                "{\"op\":\"set\",\"value\":1}",
                "{\"op\":\"delete\"}",
                "{\"op\":\"merge\",\"key\":\"k\"}",
                "{\"op\":\"patch\",\"key\":\"list\"}",
                "{\"op\":\"restore\"}",
                "{\"op\":\"restore\",\"snapshot\":[]}",
                "{\"op\":\"restore\",\"snapshot\":{},\"mode\":\"somehow\"}")) {
            shapes.add(new BadChange("the change " + json, json, INVALID));
        }
        return shapes;
    }

    private static List<BadChange> patches() {
        List<BadChange> patches = new ArrayList<>();
        for (String operation : List.of(
                "7",
                "{}",
                "{\"op\":\"jump\",\"path\":\"/n\"}",
                "{\"op\":\"add\",\"path\":\"/n\"}",
                "{\"op\":\"add\",\"value\":1}",
                "{\"op\":\"add\",\"path\":7,\"value\":1}",
                "{\"op\":\"add\",\"path\":\"n\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/~2\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/~\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/items/01\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/items/-1\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/items/4\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/items/99999999999999999999\",\"value\":1}",
                "{\"op\":\"remove\",\"path\":\"/items/-\"}",
                "{\"op\":\"remove\",\"path\":\"/items/3\"}",
                "{\"op\":\"replace\",\"path\":\"/nowhere\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/nowhere/at/all\",\"value\":1}",
                "{\"op\":\"add\",\"path\":\"/n/in/a/number\",\"value\":1}",
                "{\"op\":\"move\",\"from\":\"/items\",\"path\":\"/items/0\"}",
                "{\"op\":\"copy\",\"path\":\"/items/0\"}",
                "{\"op\":\"test\",\"path\":\"/n\",\"value\":\"another\"}")) {
            patches.add(new BadChange("the patch " + operation, patch("list", operation), INVALID));
        }
        patches.add(new BadChange(
                "a patch of nothing", patch("never", "{\"op\":\"add\",\"path\":\"\",\"value\":1}"), INVALID));
        return patches;
    }

    private static List<BadChange> registry() {
        List<BadChange> registry = new ArrayList<>();
        for (String json : List.of(
                "{\"op\":\"register\"}",
                "{\"op\":\"register\",\"mfe\":\"cart\"}",
                "{\"op\":\"register\",\"mfe\":{}}",
                "{\"op\":\"register\",\"mfe\":{\"id\":7}}",
                "{\"op\":\"register\",\"mfe\":{\"id\":\"\"}}",
                "{\"op\":\"register\",\"mfe\":{\"id\":\"a\\u0000b\"}}",
                "{\"op\":\"register\",\"mfe\":{\"id\":\"a\",\"framework\":7}}",
                "{\"op\":\"register\",\"mfe\":{\"id\":\"a\"},\"ephemeral\":\"yes\"}",
                "{\"op\":\"unregister\"}",
                "{\"op\":\"unregister\",\"mfe\":7}",
                "{\"op\":\"unregister\",\"mfe\":\"\"}")) {
            registry.add(new BadChange("the change " + json, json, INVALID));
        }
        return registry;
    }

    private static String set(String key, String value) {
        return "{\"op\":\"set\",\"key\":" + key + ",\"value\":" + value + "}";
    }

    private static String patch(String key, String operation) {
        return "{\"op\":\"patch\",\"key\":\"" + key + "\",\"patch\":[" + operation + "]}";
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }
}
