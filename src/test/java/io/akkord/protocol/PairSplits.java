package io.akkord.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** Says, by plain strings and without the code under test, whether a case of the vectors cuts a surrogate pair. */
final class PairSplits {
    private PairSplits() {}

    static boolean any(JsonNode given) {
        String doc = apply("", given.get("doc"));
        String next = apply(doc, given.get("a"));
        return texts(given.get("doc"))
                || texts(given.get("a"))
                || texts(given.get("b"))
                || texts(given.get("c"))
                || boundaries(doc, given.get("a"))
                || boundaries(doc, given.get("b"))
                || boundaries(next, given.get("c"));
    }

    private static boolean texts(JsonNode operation) {
        for (JsonNode component : operation) {
            String text = component.path("insert").asText();
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean boundaries(String doc, JsonNode operation) {
        int at = 0;
        for (JsonNode component : operation) {
            at += component.path("retain").asInt() + component.path("delete").asInt();
            if (at > 0 && at < doc.length() && Character.isSurrogatePair(doc.charAt(at - 1), doc.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static String apply(String doc, JsonNode operation) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (JsonNode component : operation) {
            if (component.has("insert")) {
                out.append(
                        component.get("insert").isTextual()
                                ? component.get("insert").asText()
                                : "\uFFFC");
            }
            int retained = component.path("retain").asInt();
            out.append(doc, at, at + retained);
            at += retained + component.path("delete").asInt();
        }
        return out.append(doc, at, doc.length()).toString();
    }
}
