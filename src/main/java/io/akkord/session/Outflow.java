package io.akkord.session;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all sessions of a node have queued for their clients. A client that takes nothing at all of a queue for long is given up, however
 * short the queue is; while there is more in all than the node has room for, queues may not grow beyond their low mark, and those who
 * take nothing are given up sooner, the longest queues first. Thread-safe.
 */
final class Outflow {
    /** Frames up to this size are counted at the next look. */
    static final long SMALL = 4 * 1024;

    /** How long one who takes nothing is borne while there is too much. */
    private static final long BORNE_NANOS = 5_000_000_000L;

    private static final class Queue {
        private final ActorRef<SessionCommand> session;
        private final SocketOut out;
        private long taken = -1;
        private long since;
        private long bytes;

        private Queue(ActorRef<SessionCommand> session, SocketOut out) {
            this.session = session;
            this.out = out;
        }

        /** How long it has not moved, in nanoseconds; 0 where it is empty. */
        long stood(long now) {
            bytes = out.queuedBytes();
            long before = taken;
            taken = out.takenBytes();
            if (bytes == 0 || taken != before) {
                since = now;
            }
            return now - since;
        }
    }

    private final long most;
    private final Map<ActorRef<SessionCommand>, Queue> queues = new ConcurrentHashMap<>();
    private final AtomicLong queued = new AtomicLong();

    /** @param most bytes that may be queued in all */
    Outflow(long most) {
        this.most = most;
    }

    void enter(ActorRef<SessionCommand> session, SocketOut out) {
        queues.put(session, new Queue(session, out));
    }

    void leave(ActorRef<SessionCommand> session) {
        queues.remove(session);
    }

    /** A frame is queued. */
    void queued(long bytes) {
        if (bytes > SMALL) {
            queued.addAndGet(bytes);
        }
    }

    /** Whether as much is queued as may be. */
    boolean isFull() {
        return queued.get() > most;
    }

    /**
     * Counts anew, and tells those who are to be given up: {@link SessionInternal.Stalled}. One at a time.
     *
     * @param now nanoseconds
     * @param patience nanoseconds that a client may take nothing
     */
    synchronized void look(long now, long patience) {
        Set<Queue> hopeless = new HashSet<>();
        List<Queue> standing = new ArrayList<>();
        long all = 0;
        for (Queue queue : queues.values()) {
            long stood = queue.stood(now);
            if (stood >= patience) {
                hopeless.add(queue);
            } else {
                all += queue.bytes;
                if (stood >= BORNE_NANOS) {
                    standing.add(queue);
                }
            }
        }
        standing.sort(Comparator.comparingLong((Queue queue) -> queue.bytes).reversed());
        for (Queue queue : standing) {
            if (all <= most) {
                break;
            }
            hopeless.add(queue);
            all -= queue.bytes;
        }
        queued.set(all);
        hopeless.forEach(queue -> queue.session.tell(new SessionInternal.Stalled()));
    }
}
