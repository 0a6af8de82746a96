package io.akkord.session;

import io.akkord.kind.Interest;
import io.akkord.object.CommitFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client wants to hear of one object.
 *
 * @param interest in which changes
 * @param entities whether it is also told of each entity they change
 */
record Scope(Interest interest, boolean entities) {
    static final Scope ALL = new Scope(Interest.ALL, false);

    boolean isWhole() {
        return interest.all();
    }

    /** Whether the client cannot follow these commits, because a value that concerns it was never stored. */
    boolean lacks(List<CommitFrame> frames) {
        for (CommitFrame frame : frames) {
            if (frame.encoded().lacks(interest)) {
                return true;
            }
        }
        return false;
    }

    /** The commits as the client gets them; those are left out in which nothing is of interest. */
    List<byte[]> cut(List<CommitFrame> frames) {
        List<byte[]> commits = new ArrayList<>(frames.size());
        for (CommitFrame frame : frames) {
            byte[] cut = frame.encoded().cut(interest);
            if (cut.length > 0) {
                commits.add(cut);
            }
        }
        return commits;
    }
}
