package io.akkord.session;

import io.akkord.kind.Submission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a session has submitted to one object and not seen decided. A client may send the same submission again before the first is
 * decided; then each gets its own answer. A submission whose outcome is unknown is remembered without being waited for, so that its
 * commit, should it come, is still known as the session's own.
 */
final class PendingSubmissions<C> {
    /** Nobody waits for it. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final class Entry<C> {
        /** As long as it is waited for. */
        private @Nullable Submission<C> submission;

        private long hash;
        private int undecided;
        private long bytes;
        private boolean committed;
        private long sentAt;
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
     * @param now in the sense of {@link System#nanoTime}
     * @param deadline in the same sense
     */
    void sent(Submission<C> submission, String attachment, long bytes, long now, long deadline) {
        Entry<C> entry = bySeq.computeIfAbsent(submission.seq(), seq -> new Entry<>());
        if (entry.undecided == 0) {
            entry.submission = submission;
            entry.hash = submission.hash();
            entry.sentAt = now;
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

    /** When the client sent it first, in the sense of {@link System#nanoTime}; {@link #UNKNOWN} where nobody waits for it. */
    long sentAt(long seq) {
        Entry<C> entry = bySeq.get(seq);
        return entry == null || entry.undecided == 0 ? UNKNOWN : entry.sentAt;
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
                again.add(again(entry));
            }
        }
        return again;
    }

    /** Whether a refusal of it can only be of the attachment under which it was sent last. */
    boolean isSentOnce(long seq) {
        Entry<C> entry = bySeq.get(seq);
        return entry != null && entry.undecided > 0 && !entry.resent;
    }

    /**
     * The client has got a snapshot in which all its submissions up to {@code seq} are. Those still waited for: to ask for again, since
     * their commits do not come any more and a duplicate changes nothing.
     */
    List<Submission<C>> coveredUpTo(long seq, String attachment) {
        List<Submission<C>> again = new ArrayList<>();
        for (Iterator<Map.Entry<Long, Entry<C>>> i = bySeq.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Long, Entry<C>> e = i.next();
            Entry<C> entry = e.getValue();
            if (e.getKey() <= seq && entry.undecided == 0) {
                i.remove();
            } else if (e.getKey() <= seq) {
                entry.attachment = attachment;
                again.add(again(entry));
            }
        }
        return again;
    }

    /**
     * What was sent under an earlier attachment and is not among those up to {@code seq}, once per waiting message; not waited for any
     * longer.
     */
    List<Long> leftBehind(long seq, String attachment) {
        List<Long> left = new ArrayList<>();
        bySeq.forEach((number, entry) -> {
            if (number > seq && entry.undecided > 0 && !entry.attachment.equals(attachment)) {
                left.addAll(Collections.nCopies(entry.undecided, number));
                entry.resent = true;
                release(entry);
            }
        });
        return left;
    }

    private Submission<C> again(Entry<C> entry) {
        Submission<C> submission = Objects.requireNonNull(entry.submission);
        int copies = entry.undecided - 1;
        entry.resent = true;
        gate.ended(copies, copies == 0 ? 0 : entry.decided(copies));
        return submission;
    }

    /** The submissions waited for since before {@code now}, once per waiting message; they are not waited for any longer. */
    List<Long> expired(long now) {
        return giveUp(entry -> entry.deadline - now <= 0);
    }

    /** All that are waited for, as if they had expired. */
    List<Long> giveUp() {
        return giveUp(entry -> true);
    }

    private List<Long> giveUp(Predicate<Entry<C>> which) {
        List<Long> expired = new ArrayList<>();
        for (Map.Entry<Long, Entry<C>> e : List.copyOf(bySeq.entrySet())) {
            Entry<C> entry = e.getValue();
            if (entry.undecided > 0 && which.test(entry)) {
                expired.addAll(Collections.nCopies(entry.undecided, e.getKey()));
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
            waiting.addAll(Collections.nCopies(entry.undecided, seq));
            release(entry);
        });
        bySeq.clear();
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
