package io.akkord.session;

import io.akkord.protocol.Inbound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Messages about one object that wait until it is joined, in order; counted by the gate as long as they wait. */
final class Held {
    private record Waiting(Inbound.AboutObject message, long deadline) {}

    private final InboundGate gate;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;

    Held(InboundGate gate) {
        this.gate = gate;
    }

    /** @param deadline in the sense of {@link System#nanoTime} */
    void add(Inbound.AboutObject message, long deadline) {
        waiting.add(new Waiting(message, deadline));
        bytes += message.bytes();
        gate.began(message.bytes());
    }

    int size() {
        return waiting.size();
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Inbound.AboutObject remove() {
        Inbound.AboutObject message = waiting.remove().message();
        ended(message);
        return message;
    }

    /** Takes out those that have waited until {@code now}, as long as they are the first. */
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
        gate.ended(1, message.bytes());
    }
}
