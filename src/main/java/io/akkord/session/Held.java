package io.akkord.session;

import io.akkord.protocol.Inbound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Messages about one object that wait until it is joined, in order, each until its deadline; counted by the gate as long as they wait.
 * They are no more than may be under way for the whole session, and leave room for other objects where the wait may be long.
 */
final class Held {
    private record Waiting(Inbound.AboutObject message, long deadline) {}

    private final SessionContext context;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;

    Held(SessionContext context) {
        this.context = context;
    }

    /**
     * Keeps a message, unless too many wait already; whether it does.
     *
     * @param mayBeLong whether the object may take long to be joined
     */
    boolean add(Inbound.AboutObject message, boolean mayBeLong) {
        if (isFull(message, mayBeLong)) {
            return false;
        }
        long patience = context.services().settings().submitTimeout().toNanos();
        waiting.add(new Waiting(message, System.nanoTime() + patience));
        bytes += message.bytes();
        context.gate().began(message.bytes());
        context.watchDeadlines(true);
        return true;
    }

    private boolean isFull(Inbound.AboutObject message, boolean mayBeLong) {
        int most = context.services().settings().maxPending();
        if (!mayBeLong) {
            return waiting.size() >= most;
        }
        long mostBytes = context.services().settings().maxPendingBytes();
        return waiting.size() >= Math.max(1, most / 2)
                || (!waiting.isEmpty() && bytes + message.bytes() > mostBytes / 2);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Inbound.AboutObject remove() {
        Inbound.AboutObject message = waiting.remove().message();
        ended(message);
        return message;
    }

    /** Takes out those whose deadline is not after {@code now}, as long as they are the first. */
    List<Inbound.AboutObject> expired(long now) {
        List<Inbound.AboutObject> expired = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().deadline() - now <= 0) {
            expired.add(remove());
        }
        return expired;
    }

    /** Takes out those of a sort, in order. */
    List<Inbound.AboutObject> take(Predicate<Inbound.AboutObject> which) {
        List<Inbound.AboutObject> taken = new ArrayList<>();
        waiting.removeIf(one -> {
            boolean goes = which.test(one.message());
            if (goes) {
                ended(one.message());
                taken.add(one.message());
            }
            return goes;
        });
        return taken;
    }

    private void ended(Inbound.AboutObject message) {
        bytes -= message.bytes();
        context.gate().ended(1, message.bytes());
    }
}
