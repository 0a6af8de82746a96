package io.akkord.system.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Seeded edits that fit a document: insertions mostly, clustered so that ties are common, beyond the BMP too. */
public final class RandomEdits {
    private static final List<String> WORDS = List.of(
            "a",
            "b",
            "xy",
            "wort ",
            "\n",
            "\u00e4\u00f6",
            "\u4e2d\u6587",
            "\ud83d\ude00",
            "end.",
            "\ud83d\udc69\u200d\ud83d\udcbb");
    private final Random random;
    private final boolean rich;

    public RandomEdits(Random random, boolean rich) {
        this.random = random;
        this.rich = rich;
    }

    /** One edit of the document; {@code mark} is part of what it inserts, so that no two edits of a run are equal. */
    public Delta next(Doc doc, String mark) {
        String text = doc.text();
        List<Part> parts = new ArrayList<>();
        int at = 0;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int to = boundary(text, at + random.nextInt(text.length() - at + 1));
            if (random.nextInt(4) == 0) {
                to = at;
            }
            parts.add(Part.retain(to - at));
            at = to;
            int kind = random.nextInt(rich ? 6 : 4);
            if (i == 0 || kind < 2) {
                parts.add(Part.insert(word() + (i == 0 ? mark : ""), attributes(false)));
            } else if (kind < 4) {
                int end = boundary(text, Math.min(text.length(), at + random.nextInt(12)));
                parts.add(Part.delete(end - at));
                at = end;
            } else if (kind == 4) {
                int end = boundary(text, Math.min(text.length(), at + random.nextInt(20)));
                parts.add(Part.retain(end - at, attributes(true)));
                at = end;
            } else {
                parts.add(Part.embed(JsonNodeFactory.instance.objectNode().put("image", mark + i), attributes(false)));
            }
        }
        return Delta.of(parts);
    }

    /** An insertion, as often as not at the very beginning. */
    public Delta insertion(Doc doc, String mark) {
        String text = doc.text();
        int at = random.nextBoolean() ? 0 : boundary(text, random.nextInt(text.length() + 1));
        return Delta.edit(at, 0, word() + mark);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private Map<String, JsonNode> attributes(boolean removals) {
        if (!rich || random.nextInt(3) == 0) {
            return Map.of();
        }
        return switch (random.nextInt(removals ? 4 : 2)) {
            case 0 -> Map.of("bold", BooleanNode.TRUE);
            case 1 -> Map.of("color", TextNode.valueOf("c" + random.nextInt(3)));
            case 2 -> Map.of("bold", NullNode.instance);
            default -> Map.of("color", NullNode.instance, "bold", BooleanNode.TRUE);
        };
    }

    /** The position itself, or the one behind a surrogate pair it would split. */
    private static int boundary(String text, int position) {
        boolean inside = position > 0
                && position < text.length()
                && Character.isHighSurrogate(text.charAt(position - 1))
                && Character.isLowSurrogate(text.charAt(position));
        return inside ? position + 1 : position;
    }
}
