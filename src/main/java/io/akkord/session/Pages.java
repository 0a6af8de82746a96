package io.akkord.session;

import io.akkord.object.CommitFrame;
import java.util.List;

/** Where to cut commits so that a message stays of bounded size. */
final class Pages {
    private Pages() {}

    /**
     * The end of the page that starts at {@code from}: at least one commit, as many as fit into {@code bytes}, and in any case all up to
     * {@code version}.
     */
    static int end(List<CommitFrame> frames, int from, long bytes, long version) {
        long size = frames.get(from).bytes().length;
        int to = from + 1;
        while (to < frames.size()) {
            CommitFrame next = frames.get(to);
            size += next.bytes().length;
            if (size > bytes && next.version() > version) {
                return to;
            }
            to++;
        }
        return to;
    }
}
