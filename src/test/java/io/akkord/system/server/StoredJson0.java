package io.akkord.system.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.client.Json;
import io.akkord.system.json.JsonEdit;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the stored form of operations on JSON.
 *
 * <pre>
 * operation = count component* · component = what:1 path content
 * path      = count step* · step = index << 1 | length of a name << 1 | 1, and the name
 * what      = 1 na: number · 2 text0: count part* · 3 lm: to · 4 ld, 5 li, 6 both, 8 od, 9 oi, 10 both: JSON
 * part      = position << 1 | 1 if it inserts, and the text
 * </pre>
 */
final class StoredJson0 {
    private StoredJson0() {}

    static JsonEdit operation(ByteBuffer in) throws IOException {
        ArrayNode operation = JsonNodeFactory.instance.arrayNode();
        for (long left = StoredBytes.number(in); left > 0; left--) {
            operation.add(component(in));
        }
        return new JsonEdit(operation);
    }

    private static ObjectNode component(ByteBuffer in) throws IOException {
        int what = in.get();
        ObjectNode component = Json.object();
        component.set("p", path(in));
        switch (what) {
            case 1 -> component.set("na", Json.read(StoredBytes.string(in)));
            case 2 -> component.put("t", "text0").set("o", parts(in));
            case 3 -> component.put("lm", StoredBytes.number(in));
            case 4, 5, 6 -> change(component, "ld", "li", what - 4, in);
            case 8, 9, 10 -> change(component, "od", "oi", what - 8, in);
            default -> throw new IOException("a component without a meaning: " + what);
        }
        return component;
    }

    private static void change(ObjectNode component, String removed, String inserted, int which, ByteBuffer in) {
        if (which != 1) {
            component.set(removed, Json.read(StoredBytes.string(in)));
        }
        if (which != 0) {
            component.set(inserted, Json.read(StoredBytes.string(in)));
        }
    }

    private static ArrayNode path(ByteBuffer in) {
        ArrayNode path = JsonNodeFactory.instance.arrayNode();
        for (long left = StoredBytes.number(in); left > 0; left--) {
            long head = StoredBytes.number(in);
            if ((head & 1) == 0) {
                path.add(head >> 1);
            } else {
                path.add(StoredBytes.utf8(in, (int) (head >> 1)));
            }
        }
        return path;
    }

    private static ArrayNode parts(ByteBuffer in) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (long left = StoredBytes.number(in); left > 0; left--) {
            long head = StoredBytes.number(in);
            ObjectNode part = Json.object().put("p", head >> 1);
            parts.add(part.put((head & 1) == 1 ? "i" : "d", StoredBytes.string(in)));
        }
        return parts;
    }
}
