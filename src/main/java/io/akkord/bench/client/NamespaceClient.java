package io.akkord.bench.client;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client of one namespace, on a socket of its own. It sets keys without a base, so that the later one wins; one submission is in
 * flight, what is set meanwhile goes into the next. After a broken connection it comes back from the last version it knows and resends
 * unchanged. Thread-safe.
 */
public final class NamespaceClient implements Line.Listener {
    /** A value for a key, and when it was to be set. */
    private record KeySet(String key, String value, long due) {}

    private record Sent(long seq, List<KeySet> sets) {
        List<Long> due() {
            return sets.stream().map(KeySet::due).toList();
        }
    }

    private static final Set<String> LATER = Set.of("OVERLOADED", "UNAVAILABLE", "RATE_LIMITED");
    private static final double USUAL_PAUSE_SECONDS = 0.2;

    private final String namespace;
    private final String client;
    private final Following following;
    private final String token;
    private final Watcher watcher;
    private final ScheduledExecutorService pool;
    private final Line line;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Map<String, String> store = new HashMap<>();
    private final Map<String, Long> commitsByKey = new HashMap<>();
    private final List<KeySet> unsent = new ArrayList<>();
    private @Nullable Sent inFlight;
    private Runnable afterEach = () -> {};
    private String origin = "";
    private long cursor;
    private long seq;
    private long acknowledged;
    private boolean joinedOnce;
    private boolean joined;

    NamespaceClient(
            String namespace,
            String client,
            Following following,
            ServerAddress server,
            HttpClient http,
            ScheduledExecutorService pool,
            Watcher watcher) {
        this.namespace = namespace;
        this.client = client;
        this.following = following;
        this.token = server.token();
        this.watcher = watcher;
        this.pool = pool;
        this.line = new Line(http, server.socket(), pool, this);
    }

    /** Connects; done when the namespace is joined for the first time, failed with {@link ServerUnfit} where that is refused. */
    public CompletableFuture<Void> open() {
        line.open();
        return ready;
    }

    public void close() {
        line.close();
    }

    public String client() {
        return client;
    }

    /** Sets a key. */
    public synchronized void set(String key, String value, long due) {
        unsent.add(new KeySet(key, value, due));
        flush();
    }

    /** What to do whenever a submission is acknowledged; called while this is locked. */
    public synchronized void afterEachAcknowledgement(Runnable action) {
        afterEach = action;
    }

    public synchronized int unsentEdits() {
        return unsent.size();
    }

    /** Submissions that became commits. */
    public synchronized long acknowledged() {
        return acknowledged;
    }

    public synchronized boolean isSettled() {
        return joined && inFlight == null && unsent.isEmpty();
    }

    public synchronized int pendingEdits() {
        return unsent.size() + (inFlight == null ? 0 : inFlight.sets().size());
    }

    /** Of a writer: in how many of its commits each key was; of a follower: how many commits of each key it was told of. */
    public synchronized Map<String, Long> commitsByKey() {
        return Map.copyOf(commitsByKey);
    }

    /** Whether it has what the server has of what it follows. */
    public synchronized boolean agreesWith(NamespaceView server) {
        if (following.all()) {
            return cursor == server.version() && store.equals(server.store());
        }
        for (String key : following.keys()) {
            if (!Objects.equals(store.get(key), server.store().get(key))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public synchronized String greeting() {
        return "[" + ClientMessages.hello(client, token) + "," + joinMessage() + "]";
    }

    private String joinMessage() {
        return joinedOnce
                ? NamespaceWords.rejoin(namespace, following, cursor, origin)
                : NamespaceWords.join(namespace, following);
    }

    @Override
    public synchronized void broken(int code, String reason) {
        joined = false;
        if (!ready.completeExceptionally(new ServerUnfit(reason))) {
            watcher.disconnected(client, reason);
        }
    }

    @Override
    public synchronized void received(String frame) {
        try {
            NamespaceReader.frame(frame).forEach(this::on);
        } catch (IllegalArgumentException e) {
            watcher.violated(client, String.valueOf(e.getMessage()));
        }
        flush();
    }

    private void on(NamespaceMessage message) {
        if (message instanceof NamespaceMessage.Patch patch) {
            if (patch.after() > cursor || patch.version() <= cursor) {
                watcher.violated(
                        client, "at " + cursor + " came what is after " + patch.after() + " up to " + patch.version());
            }
            patch.commits().forEach(this::onCommit);
            cursor = Math.max(cursor, patch.version());
        } else if (message instanceof NamespaceMessage.Ack ack) {
            onAck(ack);
        } else if (message instanceof NamespaceMessage.State state) {
            onState(state);
        } else if (message instanceof NamespaceMessage.Failure failure) {
            onFailure(failure);
        } else if (message instanceof NamespaceMessage.Left left) {
            joined = false;
            watcher.violated(client, "put out of the namespace: " + left.reason());
        }
    }

    private void onState(NamespaceMessage.State state) {
        Map<String, String> snapshot = state.store();
        if (snapshot != null) {
            if (joinedOnce) {
                watcher.violated(client, "the namespace began anew at version " + state.version());
            }
            store.clear();
            store.putAll(snapshot);
        } else {
            state.commits().forEach(this::onCommit);
        }
        cursor = state.version();
        origin = state.origin();
        joined = true;
        joinedOnce = true;
        if (inFlight == null) {
            seq = state.seq();
        } else {
            line.send(NamespaceWords.submit(namespace, inFlight.seq(), this::writeInFlight));
        }
        ready.complete(null);
    }

    private void onCommit(NamespaceMessage.Commit commit) {
        if (commit.version() <= cursor) {
            watcher.violated(client, "at " + cursor + " came version " + commit.version());
            return;
        }
        for (NamespaceMessage.Change change : commit.changes()) {
            String value = change.value();
            if (!following.covers(change.key())) {
                watcher.violated(client, "version " + commit.version() + " tells of " + change.key());
            } else if (value == null) {
                store.remove(change.key());
            } else {
                store.put(change.key(), value);
                commitsByKey.merge(change.key(), 1L, Long::sum);
            }
        }
        cursor = commit.version();
        watcher.received(client, commit.version(), commit.client(), commit.seq());
    }

    private void onAck(NamespaceMessage.Ack ack) {
        Sent sent = inFlight;
        if (sent == null || ack.seq() != sent.seq()) {
            if (!ack.duplicate()) {
                watcher.violated(client, "an ACK of " + ack.seq() + ", which is not in flight");
            }
            return;
        }
        if (!ack.duplicate() && ack.version() <= cursor) {
            watcher.violated(client, "at " + cursor + " came the ACK of " + ack.version());
        }
        cursor = Math.max(cursor, ack.version());
        inFlight = null;
        acknowledged++;
        sent.sets().stream().map(KeySet::key).distinct().forEach(key -> commitsByKey.merge(key, 1L, Long::sum));
        watcher.acknowledged(client, sent.due());
        afterEach.run();
    }

    private void onFailure(NamespaceMessage.Failure failure) {
        boolean later = LATER.contains(failure.code());
        if (!later && !ready.isDone()) {
            ready.completeExceptionally(new ServerUnfit(failure.code() + ": " + failure.message()));
            return;
        }
        watcher.refused(client, failure.code());
        if (later) {
            double seconds = failure.retryAfter() < 0 ? USUAL_PAUSE_SECONDS : failure.retryAfter();
            var unused = pool.schedule(() -> again(failure.seq()), (long) (seconds * 1000), TimeUnit.MILLISECONDS);
        } else {
            watcher.violated(client, "refused with " + failure.code() + ": " + failure.message());
        }
    }

    private synchronized void again(long refused) {
        if (!joined) {
            line.send(joinMessage());
        } else if (inFlight != null && inFlight.seq() == refused) {
            line.send(NamespaceWords.submit(namespace, refused, this::writeInFlight));
        }
    }

    private void flush() {
        if (joined && inFlight == null && !unsent.isEmpty()) {
            Sent next = new Sent(++seq, List.copyOf(unsent));
            unsent.clear();
            inFlight = next;
            watcher.sent(client, next.seq(), next.due());
            line.send(NamespaceWords.submit(namespace, next.seq(), this::writeInFlight));
        }
    }

    private void writeInFlight(NamespaceWords.Sets out) {
        if (inFlight != null) {
            inFlight.sets().forEach(set -> out.set(set.key(), set.value()));
        }
    }
}
