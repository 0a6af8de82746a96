package io.akkord.object;

import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.settings.ObjectSettings;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for a decision, bounded, in order of arrival. A submission that waits for the journal holds back its client's
 * later requests, nobody else's.
 */
final class RequestQueue<C> {
    private static final long BUDGET_PERIOD = 60_000;
    private static final long HEAVY = 4096;

    /**
     * What waits: a request as it came, or a submission brought forward, with what the journal said of it, where it was asked; with a
     * refusal, one that an interceptor does not want.
     */
    record Waiting<C>(
            ObjectCommand request,
            @Nullable Candidate<C> candidate,
            OldBase.@Nullable Result<C> result,
            @Nullable Refusal refused) {}

    private final ObjectSettings settings;
    private final ToLongFunction<C> weight;
    private final Deque<Waiting<C>> queue = new ArrayDeque<>();
    private final Map<String, Deque<Waiting<C>>> held = new HashMap<>();
    private final Map<String, Long> spent = new HashMap<>();
    private long budgetFrom;
    private final Set<Candidate<C>> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private int heldCount;
    private int expected;
    private long bytes;

    RequestQueue(ObjectSettings settings, ToLongFunction<C> weight) {
        this.settings = settings;
        this.weight = weight;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** All that came in is decided. */
    boolean isDecided() {
        return queue.isEmpty() && read.isEmpty() && heldCount == 0;
    }

    int size() {
        return queue.size();
    }

    /** Bytes of the commands that wait. */
    long bytes() {
        return bytes;
    }

    /** Nothing waits or is expected, and nothing is being read for anybody. */
    boolean isIdle() {
        return queue.isEmpty() && read.isEmpty() && heldCount == 0 && expected == 0;
    }

    @SuppressWarnings("unchecked")
    private long weigh(ObjectCommand request) {
        return request instanceof ObjectCommand.Submit<?> submit
                ? weight.applyAsLong((C) submit.submission().command())
                : 0;
    }

    /** False when full, by count or by bytes; a request that is too heavy for that is taken when nothing else waits. */
    boolean offer(ObjectCommand request) {
        long more = weigh(request);
        if (!hasRoom(more)) {
            return false;
        }
        bytes += more;
        queue.add(new Waiting<>(request, null, null, null));
        return true;
    }

    private boolean hasRoom(long more) {
        int count = queue.size() + heldCount + read.size() + expected;
        return count < settings.maxQueue() && (count == 0 || bytes + more <= settings.maxQueueBytes());
    }

    /** Keeps room for a request that comes later, see {@link #enter}; false when full, as in {@link #offer}. */
    boolean reserve(ObjectCommand request) {
        boolean room = hasRoom(weigh(request));
        if (room) {
            expect(request);
        }
        return room;
    }

    /** As {@link #reserve}, however full it is. */
    void expect(ObjectCommand request) {
        expected++;
        bytes += weigh(request);
    }

    /** An expected request does not come. */
    void expectNoMore(ObjectCommand request) {
        expected--;
        bytes -= weigh(request);
    }

    /** An expected request comes, perhaps as another one, perhaps brought forward, perhaps to be refused. */
    void enter(ObjectCommand awaited, Waiting<C> comes) {
        expectNoMore(awaited);
        bytes += weigh(comes.request());
        queue.add(comes);
    }

    /** A session that leaves while its join still waits leaves after it, however full it is; false where no join of it waits. */
    boolean follow(ObjectCommand.Unsubscribe leave) {
        boolean waits = queue.stream().anyMatch(w -> joins(w, leave.session())) || heldJoin(leave.session()) != null;
        if (waits) {
            queue.add(new Waiting<>(leave, null, null, null));
        }
        return waits;
    }

    private static boolean joins(Waiting<?> waiting, String session) {
        return waiting.request() instanceof ObjectCommand.Subscribe subscribe
                && subscribe.join().session().equals(session);
    }

    private @Nullable Deque<Waiting<C>> heldJoin(String session) {
        for (Deque<Waiting<C>> behind : held.values()) {
            if (behind.stream().anyMatch(w -> joins(w, session))) {
                return behind;
            }
        }
        return null;
    }

    @Nullable
    Waiting<C> peek() {
        Waiting<C> first = queue.peek();
        while (first != null && hold(first)) {
            queue.poll();
            first = queue.peek();
        }
        return first;
    }

    void poll() {
        Waiting<C> first = queue.poll();
        if (first != null) {
            bytes -= weigh(first.request());
        }
    }

    private boolean hold(Waiting<C> waiting) {
        if (held.isEmpty() || waiting.candidate() != null) {
            return false;
        }
        Deque<Waiting<C>> behind = waiting.request() instanceof ObjectCommand.Unsubscribe leave
                ? heldJoin(leave.session())
                : held.get(client(waiting.request()));
        if (behind == null) {
            return false;
        }
        behind.add(waiting);
        heldCount++;
        return true;
    }

    private static String client(ObjectCommand request) {
        if (request instanceof ObjectCommand.Submit<?> submit) {
            Submission<?> s = submit.submission();
            return s.seq() == Submission.UNNUMBERED ? "" : s.client();
        }
        return request instanceof ObjectCommand.Subscribe subscribe
                ? subscribe.join().client()
                : "";
    }

    /** A candidate goes to the journal up to version {@code to}; false where its client or the object reads too much already. */
    boolean park(Candidate<C> candidate, long now, long to) {
        if (now - budgetFrom > BUDGET_PERIOD) {
            budgetFrom = now;
            spent.clear();
        }
        String client = candidate.submission().client();
        long cost = (to - candidate.at()) * (1 + weight.applyAsLong(candidate.command()) / HEAVY);
        long used = spent.getOrDefault(client, 0L);
        if (read.size() >= settings.oldBaseReads() || used > settings.oldBaseBudget() || candidate.rounds() > 10) {
            return false;
        }
        spent.put(client, used + cost);
        read.add(candidate);
        bytes += weigh(candidate.submit());
        if (candidate.numbered()) {
            held.putIfAbsent(client, new ArrayDeque<>());
        }
        return true;
    }

    /** It is back: it goes first, then what its client sent after it, then everybody else. Not one that was withdrawn. */
    void unpark(Candidate<C> candidate, OldBase.Result<C> result) {
        if (withdraw(candidate)) {
            queue.addFirst(new Waiting<>(candidate.submit(), candidate, result, candidate.refused()));
        }
    }

    /** It does not come back by {@link #unpark}; what its client sent after it goes on. False where it was not away. */
    boolean withdraw(Candidate<C> candidate) {
        if (!read.remove(candidate)) {
            return false;
        }
        Deque<Waiting<C>> behind =
                candidate.numbered() ? held.remove(candidate.submission().client()) : null;
        if (behind != null) {
            heldCount -= behind.size();
            while (!behind.isEmpty()) {
                queue.addFirst(behind.removeLast());
            }
        }
        return true;
    }

    /** Refuses what waits, not what is being read for; nothing is expected any more. */
    void refuseAll(Refusal refusal) {
        held.values().forEach(behind -> behind.forEach(w -> Replies.refuse(w.request(), refusal)));
        held.values().forEach(Deque::clear);
        heldCount = 0;
        queue.forEach(w -> Replies.refuse(w.request(), refusal));
        queue.clear();
        expected = 0;
        bytes = read.stream().mapToLong(c -> weigh(c.submit())).sum();
    }

    /** Refuses also what is being read for; only at the end, its result is not waited for. */
    void refuseRead(Refusal.Reason reason) {
        read.forEach(candidate -> Replies.refuse(candidate.submit(), reason));
        read.clear();
    }
}
