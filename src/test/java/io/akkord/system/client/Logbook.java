package io.akkord.system.client;

import io.akkord.system.delta.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that one client knows of one room: what it sent, what was acknowledged, what it was shown. The checkers compare these with
 * each other and with the journal. Thread-safe; readers get copies.
 */
public final class Logbook {
    /** {@link Ack#version} where a reset told that a submission is committed, but not where. */
    public static final long SOMEWHERE = -1;

    /** A submission as first sent. */
    public record Sent(long seq, long base, Change first) {}

    /**
     * @param op what the client had made of its submission by transforming it over all it had seen; the server must have committed the
     *     same
     * @param duplicate whether the server called it so
     */
    public record Ack(long seq, long version, Change op, boolean duplicate) {}

    public record Seen(long version, String client, long seq, Change op) {}

    public record Shown(long version, Change content) {}

    public record Refused(long seq, String code) {}

    private final String client;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<Long, Ack> acks = new LinkedHashMap<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long pending;

    public Logbook(String client) {
        this.client = client;
    }

    public String client() {
        return client;
    }

    synchronized void sent(long seq, long base, Change first) {
        sent.add(new Sent(seq, base, first));
    }

    synchronized void acked(long seq, long version, Change op, boolean duplicate) {
        Ack before = acks.putIfAbsent(seq, new Ack(seq, version, op, duplicate));
        if (before != null && before.version() != version && before.version() != SOMEWHERE) {
            violations.add("seq " + seq + " was acknowledged at " + before.version() + " and again at " + version);
        }
    }

    synchronized void seen(Seen commit) {
        seen.add(commit);
    }

    synchronized void shown(long version, Change content) {
        shown.add(new Shown(version, content));
    }

    synchronized void refused(long seq, String code) {
        refused.add(new Refused(seq, code));
    }

    /** Something the protocol forbids happened; the run has failed. */
    synchronized void violation(String what) {
        violations.add(client + ": " + what);
    }

    synchronized void pending(long edits) {
        pending = edits;
    }

    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    public synchronized List<Ack> acks() {
        return List.copyOf(acks.values());
    }

    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized List<Shown> shown() {
        return List.copyOf(shown);
    }

    public synchronized List<Refused> refused() {
        return List.copyOf(refused);
    }

    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Submissions that are neither acknowledged nor given up. */
    public synchronized long pending() {
        return pending;
    }
}
