package io.akkord.json.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON pointer (RFC 6901): the way from a value to one inside it. Whether a part names a member or an index depends on what it
 * meets.
 *
 * <pre>
 *   ""          the whole value        /a~1b~0c/0      the parts "a/b~c" and "0"        /        the part ""
 * </pre>
 */
public record JsonPointer(List<String> parts) {
    public static final JsonPointer WHOLE = new JsonPointer(List.of());
    /** The end of an array, where something is put in. */
    public static final String END = "-";

    public JsonPointer {
        parts = List.copyOf(parts);
    }

    /** @throws PatchRefused with {@link PatchFault#BAD_POINTER} */
    public static JsonPointer parse(String text) {
        if (text.isEmpty()) {
            return WHOLE;
        }
        if (text.charAt(0) != '/') {
            throw new PatchRefused(PatchFault.BAD_POINTER);
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.substring(1).split("/", -1)) {
            parts.add(unescaped(part));
        }
        return new JsonPointer(parts);
    }

    private static String unescaped(String part) {
        for (int at = part.indexOf('~'); at >= 0; at = part.indexOf('~', at + 1)) {
            if (at + 1 == part.length() || (part.charAt(at + 1) != '0' && part.charAt(at + 1) != '1')) {
                throw new PatchRefused(PatchFault.BAD_POINTER);
            }
        }
        return part.replace("~1", "/").replace("~0", "~");
    }

    /**
     * The index that a part is in an array.
     *
     * @throws PatchRefused with {@link PatchFault#BAD_INDEX}, also for {@link #END}
     */
    public static int index(String part) {
        int index = indexOrNone(part);
        if (index < 0) {
            throw new PatchRefused(PatchFault.BAD_INDEX);
        }
        return index;
    }

    /** The index that a part is in an array, or -1 where it is none. */
    static int indexOrNone(String part) {
        int length = part.length();
        if (length == 0 || length > 9 || (length > 1 && part.charAt(0) == '0')) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < length; i++) {
            char digit = part.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            index = 10 * index + digit - '0';
        }
        return index;
    }

    public int length() {
        return parts.size();
    }

    public boolean isWhole() {
        return parts.isEmpty();
    }

    /** The last part; there must be one. */
    public String last() {
        return parts.get(parts.size() - 1);
    }

    /** This pointer without its last part; there must be one. */
    public JsonPointer parent() {
        return new JsonPointer(parts.subList(0, parts.size() - 1));
    }

    /** Whether this leads to the other's place or to one on the way there. */
    public boolean leadsTowards(JsonPointer other) {
        return length() <= other.length() && parts.equals(other.parts.subList(0, length()));
    }

    /** This pointer with another index as one of its parts. */
    JsonPointer with(int at, int index) {
        List<String> changed = new ArrayList<>(parts);
        changed.set(at, Integer.toString(index));
        return new JsonPointer(changed);
    }

    /** The pointer as RFC 6901 writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append('/').append(part.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
