package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that one client knows of one namespace, for the checkers. Thread-safe; readers get copies. */
public final class NamespaceLog {
    /** @param duplicate whether the server called it so */
    public record Ack(Changes changes, long version, boolean duplicate) {}

    /** @param version of the values in the conflicts */
    public record Conflict(Changes changes, long version, JsonNode conflicts) {}

    public record Refused(Changes changes, String code) {}

    public record Seen(long version, String client, long seq, JsonNode changes) {}

    /** What the client had when it was told that it had all up to a version. */
    public record View(long version, Store store) {}

    private final String client;
    private final Scope scope;
    private final List<Changes> sent = new ArrayList<>();
    private final Map<Long, Ack> acks = new LinkedHashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<View> views = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long pending;

    NamespaceLog(String client, Scope scope) {
        this.client = client;
        this.scope = scope;
    }

    public String client() {
        return client;
    }

    public Scope scope() {
        return scope;
    }

    synchronized void sent(Changes changes) {
        sent.add(changes);
        pending++;
    }

    synchronized void acked(Changes changes, long version, boolean duplicate) {
        pending--;
        Ack before = acks.put(changes.seq(), new Ack(changes, version, duplicate));
        if (before != null) {
            violation("seq " + changes.seq() + " was acknowledged at " + before.version() + " and again at " + version);
        }
    }

    synchronized void ackedAgain(long seq, long version) {
        Ack before = acks.get(seq);
        if (before == null || before.version() != version) {
            violation("the duplicate ACK of seq " + seq + " says " + version + ", before it was " + before);
        }
    }

    synchronized void conflict(Changes changes, long version, JsonNode found) {
        pending--;
        conflicts.add(new Conflict(changes, version, found));
    }

    synchronized void refused(Changes changes, String code) {
        pending--;
        refused.add(new Refused(changes, code));
    }

    synchronized void seen(Seen commit) {
        seen.add(commit);
    }

    synchronized void view(long version, Store store) {
        views.add(new View(version, store.copy()));
    }

    /** Something the protocol forbids happened; the run has failed. */
    synchronized void violation(String what) {
        violations.add(client + ": " + what);
    }

    public synchronized List<Changes> sent() {
        return List.copyOf(sent);
    }

    public synchronized List<Ack> acks() {
        return List.copyOf(acks.values());
    }

    public synchronized List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    public synchronized List<Refused> refused() {
        return List.copyOf(refused);
    }

    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized List<View> views() {
        return List.copyOf(views);
    }

    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Submissions without an answer. */
    public synchronized long pending() {
        return pending;
    }
}
