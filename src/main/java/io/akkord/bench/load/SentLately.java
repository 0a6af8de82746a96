package io.akkord.bench.load;

import io.akkord.bench.client.Submission;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last submissions of one writer, for whoever receives their commits on another thread. */
final class SentLately {
    private static final int MOST = 256;

    private final AtomicReferenceArray<Submission> ring = new AtomicReferenceArray<>(MOST);

    void add(Submission submission) {
        ring.set(place(submission.seq()), submission);
    }

    /** When the edits of a submission were due; nothing where it is too long ago. */
    List<Long> due(long seq) {
        Submission submission = ring.get(place(seq));
        return submission == null || submission.seq() != seq ? List.of() : submission.due();
    }

    private static int place(long seq) {
        return (int) (seq % MOST);
    }
}
