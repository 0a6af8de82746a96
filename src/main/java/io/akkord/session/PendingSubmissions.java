package io.akkord.session;

import io.akkord.kind.Submission;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session has submitted to one object and not seen decided. A client may send the same submission again before the first is
 * decided; then each gets its own answer. A submission whose outcome is unknown is remembered without being waited for, so that its
 * commit, should it come, is still known as the session's own.
 */
final class PendingSubmissions<C> {
    private static final class Entry<C> {
        /** As long as it is waited for. */
        private @Nullable Submission<C> submission;

        private long hash;
        private int undecided;
        private long bytes;
        private boolean committed;
        private long deadline;
        private String attachment = "";
        private boolean resent;

        /** So many copies are not waited for any longer; how many bytes of the gate they held. */
        private long decided(int copies) {
            long share = copies == undecided ? bytes : bytes / undecided * copies;
            undecided -= copies;
            bytes -= share;
            if (undecided == 0) {
                submission = null;
            }
            return share;
        }
    }

    private final Map<Long, Entry<C>> bySeq = new LinkedHashMap<>();
    private final InboundGate gate;
    private final int most;

    /**
     * @param gate counts what is undecided
     * @param most submissions of unknown outcome that are remembered
     */
    PendingSubmissions(InboundGate gate, int most) {
        this.gate = gate;
        this.most = most;
    }

    /**
     * @param attachment under which it was sent
     * @param bytes that it holds
     * @param deadline in the sense of {@link System#nanoTime}
     */
    void sent(Submission<C> submission, String attachment, long bytes, long deadline) {
        Entry<C> entry = bySeq.computeIfAbsent(submission.seq(), seq -> new Entry<>());
        if (entry.undecided == 0) {
            entry.submission = submission;
            entry.hash = submission.hash();
        }
        entry.undecided++;
        entry.bytes += bytes;
        entry.deadline = deadline;
        entry.attachment = attachment;
        gate.began(bytes);
        forgetOldest();
    }

    /** Whether a commit with this seq and content is of this session and has not been seen yet. */
    boolean awaits(long seq, long hash) {
        Entry<C> entry = bySeq.get(seq);
        return entry != null && !entry.committed && entry.hash == hash;
    }

    boolean isEmpty() {
        return bySeq.isEmpty();
    }

    /** A commit with this seq and content has come. */
    void committed(long seq, long hash) {
        Entry<C> entry = bySeq.get(seq);
        if (entry != null && entry.hash == hash) {
            entry.committed = true;
            decideOne(seq, entry);
        }
    }

    /** An answer has come that is not the commit; whether one was waited for. */
    boolean answered(long seq, boolean unknown) {
        Entry<C> entry = bySeq.get(seq);
        if (entry == null || entry.undecided == 0) {
            return false;
        }
        if (unknown && !entry.committed) {
            gate.ended(1, entry.decided(1));
        } else {
            decideOne(seq, entry);
        }
        return true;
    }

    /** What has to be sent again, in order: it was sent under an earlier attachment, and the object's last seq is {@code seq}. */
    List<Submission<C>> lostAfter(long seq, String attachment) {
        List<Submission<C>> again = new ArrayList<>();
        for (Map.Entry<Long, Entry<C>> e : bySeq.entrySet()) {
            Entry<C> entry = e.getValue();
            boolean sentBefore = entry.undecided > 0 && !entry.attachment.equals(attachment);
            if (sentBefore && (entry.committed || e.getKey() > seq)) {
                entry.attachment = attachment;
                entry.resent = true;
                int copies = entry.undecided - 1;
                gate.ended(copies, copies == 0 ? 0 : entry.decided(copies));
                again.add(Objects.requireNonNull(entry.submission));
            }
        }
        return again;
    }

    /** Whether the session sent it again by itself. */
    boolean isResent(long seq) {
        Entry<C> entry = bySeq.get(seq);
        return entry != null && entry.resent;
    }

    /** All up to {@code seq} are committed, and the client learns it otherwise. */
    void settledUpTo(long seq) {
        for (Iterator<Map.Entry<Long, Entry<C>>> i = bySeq.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Long, Entry<C>> e = i.next();
            if (e.getKey() <= seq) {
                release(e.getValue());
                i.remove();
            }
        }
    }

    /** The submissions waited for since before {@code now}, once per waiting message; they are not waited for any longer. */
    List<Long> expired(long now) {
        List<Long> expired = new ArrayList<>();
        for (Map.Entry<Long, Entry<C>> e : List.copyOf(bySeq.entrySet())) {
            Entry<C> entry = e.getValue();
            if (entry.undecided > 0 && entry.deadline - now <= 0) {
                for (int n = entry.undecided; n > 0; n--) {
                    expired.add(e.getKey());
                }
                release(entry);
                if (entry.committed) {
                    bySeq.remove(e.getKey());
                }
            }
        }
        return expired;
    }

    /** The end: what is still waited for, once per waiting message. */
    List<Long> abandon() {
        List<Long> waiting = new ArrayList<>();
        bySeq.forEach((seq, entry) -> {
            for (int n = entry.undecided; n > 0; n--) {
                waiting.add(seq);
            }
        });
        settledUpTo(Long.MAX_VALUE);
        return waiting;
    }

    boolean isWaiting() {
        return bySeq.values().stream().anyMatch(entry -> entry.undecided > 0);
    }

    private void decideOne(long seq, Entry<C> entry) {
        if (entry.undecided > 0) {
            gate.ended(1, entry.decided(1));
        }
        if (entry.undecided == 0) {
            bySeq.remove(seq);
        }
    }

    /** Waits for no copy any longer. */
    private void release(Entry<C> entry) {
        int copies = entry.undecided;
        if (copies > 0) {
            gate.ended(copies, entry.decided(copies));
        }
    }

    private void forgetOldest() {
        if (bySeq.size() <= most) {
            return;
        }
        @Nullable Long oldest = null;
        for (Map.Entry<Long, Entry<C>> e : bySeq.entrySet()) {
            if (e.getValue().undecided == 0) {
                oldest = e.getKey();
                break;
            }
        }
        if (oldest != null) {
            bySeq.remove(oldest);
        }
    }
}
