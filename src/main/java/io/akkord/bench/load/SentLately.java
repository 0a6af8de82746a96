package io.akkord.bench.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last submissions of one writer, for whoever receives their commits on another thread. */
final class SentLately {
    private static final int MOST = 256;

    private record Sent(long seq, List<Long> due) {}

    private final AtomicReferenceArray<Sent> ring = new AtomicReferenceArray<>(MOST);

    void add(long seq, List<Long> due) {
        ring.set(place(seq), new Sent(seq, due));
    }

    /** When the edits of a submission were due; nothing where it is too long ago. */
    List<Long> due(long seq) {
        Sent sent = ring.get(place(seq));
        return sent == null || sent.seq() != seq ? List.of() : sent.due();
    }

    private static int place(long seq) {
        return (int) (seq % MOST);
    }
}
