package io.akkord.telemetry;

import io.akkord.object.ObjectMonitor;
import io.akkord.session.SessionMonitor;
import java.util.Collection;
import java.util.function.LongSupplier;

/** What the server counts of itself, from its start on: the monitors that the other packages call, and what came of it. */
public final class Insight implements AutoCloseable {
    private final boolean enabled;
    private final Metrics metrics = new Metrics();
    private final HotKeys hot = new HotKeys(System::nanoTime);
    private final SlowActions slow = new SlowActions(System::currentTimeMillis);
    private final ObjectMeters objects = new ObjectMeters(metrics, hot, slow);
    private final SessionMeters sessions = new SessionMeters(metrics);
    private final RequestMeters requests = new RequestMeters(metrics, hot, slow);

    /**
     * @param kinds whose numbers are there from the start, by name
     * @param enabled whether anything is counted that costs those who are watched
     */
    public Insight(Collection<String> kinds, boolean enabled) {
        this.enabled = enabled;
        kinds.forEach(kind -> {
            objects.know(kind);
            sessions.kind(kind);
        });
    }

    public ObjectMonitor objects() {
        return enabled ? objects : ObjectMonitor.NONE;
    }

    public SessionMonitor sessions() {
        return enabled ? sessions : SessionMonitor.NONE;
    }

    public RequestMonitor requests() {
        return enabled ? requests : RequestMonitor.NONE;
    }

    public HotKeys hot() {
        return hot;
    }

    public SlowActions slow() {
        return slow;
    }

    /**
     * Shows what others know at any time; asked for at each look.
     *
     * @param sessions open now
     * @param sockets open now
     */
    public void showConnections(LongSupplier sessions, LongSupplier sockets) {
        metrics.gauge("akkord.sessions", "Sessions that are open.", sessions);
        metrics.gauge("akkord.sockets", "Sockets that are open.", sockets);
    }

    /**
     * Shows what goes on at the door, before anybody's request is known.
     *
     * @param open connections
     * @param refused connections that there was no room for, since the start
     * @param malformed requests that were no HTTP, since the start
     */
    public void showDoor(LongSupplier open, LongSupplier refused, LongSupplier malformed) {
        metrics.gauge("akkord.connections", "Connections that are open.", open);
        metrics.counter("akkord.connections_refused", "Connections that there was no room for.", refused);
        metrics.counter("akkord.http_malformed", "Requests that are no HTTP and come to no route.", malformed);
    }

    /**
     * Shows what the journal has to do.
     *
     * @param waiting pieces of work for the transaction after the one under way
     * @param writingFor nanoseconds since the one under way began, 0 for none
     */
    public void showJournal(LongSupplier waiting, LongSupplier writingFor) {
        metrics.gauge("akkord.journal_queue", "Writes that wait for the transaction under way.", waiting);
        metrics.age("akkord.journal_busy", "How long the write transaction under way has been.", writingFor);
    }

    /** Forgets what was counted, hot or slow; what the server did to itself at its start interests nobody. */
    public void forgetStart() {
        objects.clear();
        hot.clear();
        slow.clear();
    }

    public Exposition metrics(Exposition.Format format) {
        return metrics.scrape(format);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
