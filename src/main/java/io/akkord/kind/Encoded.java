package io.akkord.kind;

import java.util.List;

/**
 * A commit as it goes out, written once for all who receive it, with what is needed to give each of them no more than they asked for.
 *
 * <pre>
 *   {"version":7,"changes":[{"key":"a","value":1},{"key":"b","deleted":true}],"client":"ann",…}
 *                           └──── part ─────────┘ └──────── part ───────────┘
 * </pre>
 *
 * @param bytes a JSON object in UTF-8; nobody changes it
 * @param parts the elements of its {@code changes}, in order, with one comma between two of them; none for kinds that are received
 *     whole, and for a commit that changes nothing
 * @param differs whether the changes are not those that were submitted, so that the submitter has to be told them
 */
public record Encoded(byte[] bytes, List<Part> parts, boolean differs) {
    private static final byte[] NOTHING = {};
    private static final byte[] NO_CHANGES = {'[', ']'};

    public Encoded {
        parts = List.copyOf(parts);
    }

    /** A commit that is received whole. */
    public static Encoded whole(byte[] bytes) {
        return new Encoded(bytes, List.of(), false);
    }

    /** The commit as somebody with this interest gets it; empty where nothing in it is of interest. */
    public byte[] cut(Interest interest) {
        if (interest.all()) {
            return bytes;
        }
        boolean[] chosen = new boolean[parts.size()];
        int count = 0;
        int length = 0;
        for (int i = 0; i < chosen.length; i++) {
            Part part = parts.get(i);
            if (interest.covers(part.topic())) {
                chosen[i] = true;
                length += part.to() - part.from() + (count++ == 0 ? 0 : 1);
            }
        }
        return count == 0 ? NOTHING : count == chosen.length ? bytes : join(chosen, length);
    }

    private byte[] join(boolean[] chosen, int length) {
        int head = parts.get(0).from();
        int tail = parts.get(parts.size() - 1).to();
        byte[] cut = new byte[head + length + bytes.length - tail];
        System.arraycopy(bytes, 0, cut, 0, head);
        int at = head;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                if (at > head) {
                    cut[at++] = ',';
                }
                Part part = parts.get(i);
                System.arraycopy(bytes, part.from(), cut, at, part.to() - part.from());
                at += part.to() - part.from();
            }
        }
        System.arraycopy(bytes, tail, cut, at, bytes.length - tail);
        return cut;
    }

    /** Whether somebody with this interest cannot follow the commit, because a value in it is lost. */
    public boolean lacks(Interest interest) {
        for (Part part : parts) {
            if (part.isLost() && interest.covers(part.topic())) {
                return true;
            }
        }
        return false;
    }

    /** All changes, as a JSON array. */
    public byte[] changes() {
        if (parts.isEmpty()) {
            return NO_CHANGES;
        }
        int from = parts.get(0).from();
        int length = parts.get(parts.size() - 1).to() - from;
        byte[] list = new byte[length + 2];
        list[0] = '[';
        System.arraycopy(bytes, from, list, 1, length);
        list[length + 1] = ']';
        return list;
    }
}
