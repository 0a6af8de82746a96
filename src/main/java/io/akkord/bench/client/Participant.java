package io.akkord.bench.client;

import io.akkord.bench.text.Text;
import io.akkord.bench.text.TextOperation;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client in one room, on a socket of its own. It has at most one submission in flight, composes what is edited meanwhile, comes
 * back after a broken connection from the last version it saw, and resends unchanged what the server has not committed; so each of its
 * submissions becomes exactly one commit, whatever happens to the server underneath. Thread-safe.
 */
public final class Participant implements Line.Listener {
    private static final Set<String> LATER = Set.of("OVERLOADED", "UNAVAILABLE", "RATE_LIMITED");
    private static final Set<String> ELSEWHERE = Set.of("SEQ_REUSED", "OUT_OF_ORDER", "BAD_BASE");
    private static final double USUAL_PAUSE_SECONDS = 0.2;

    private final String room;
    private final String client;
    private final String token;
    private final Watcher watcher;
    private final ScheduledExecutorService pool;
    private final Line line;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private @Nullable Copy copy;
    private Runnable afterEach = () -> {};
    private String origin = "";
    private long seq;
    private long acknowledged;
    private boolean joined;
    private boolean resyncing;

    public Participant(
            String room,
            String client,
            ServerAddress server,
            HttpClient http,
            ScheduledExecutorService pool,
            Watcher watcher) {
        this.room = room;
        this.client = client;
        this.token = server.token();
        this.watcher = watcher;
        this.pool = pool;
        this.line = new Line(http, server.socket(), pool, this);
    }

    /** Connects; done when the room is joined for the first time, failed with {@link ServerUnfit} where that is refused. */
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

    /** Makes an edit on the text as this client has it; needs to have joined once. */
    public synchronized void edit(Function<Text, TextOperation> make, long due) {
        Copy here = joinedOnce();
        here.edit(make.apply(here.text()), due);
        flush();
    }

    /** Runs something that nothing of the server's may come between. */
    public synchronized void whileLocked(Runnable action) {
        action.run();
    }

    /** What to do whenever a submission is acknowledged, such as the next edit; called while this is locked. */
    public synchronized void afterEachAcknowledgement(Runnable action) {
        afterEach = action;
    }

    /** Edits that no submission carries yet. */
    public synchronized int unsentEdits() {
        return copy == null ? 0 : copy.unsentEdits();
    }

    /** Edits without an acknowledgement. */
    public synchronized int pendingEdits() {
        return copy == null ? 0 : copy.pendingEdits();
    }

    /** Submissions that became commits. */
    public synchronized long acknowledged() {
        return acknowledged;
    }

    public synchronized boolean isSettled() {
        return joined && copy != null && copy.pendingEdits() == 0;
    }

    public synchronized RoomView view() {
        return copy == null
                ? RoomView.NOTHING
                : new RoomView(copy.version(), copy.text().toString());
    }

    public synchronized boolean agreesWith(RoomView other) {
        return copy != null && copy.version() == other.version() && copy.text().sameAs(other.text());
    }

    @Override
    public synchronized String greeting() {
        return "[" + ClientMessages.hello(client, token) + "," + joinMessage() + "]";
    }

    private String joinMessage() {
        return copy == null ? ClientMessages.join(room) : ClientMessages.rejoin(room, copy.version(), origin);
    }

    @Override
    public synchronized void broken(int code, String reason) {
        joined = false;
        resyncing = false;
        if (!ready.completeExceptionally(new ServerUnfit(reason))) {
            watcher.disconnected(client, reason);
        }
    }

    @Override
    public synchronized void received(String frame) {
        try {
            MessageReader.frame(frame).forEach(this::on);
        } catch (IllegalArgumentException e) {
            watcher.violated(client, String.valueOf(e.getMessage()));
        }
        flush();
    }

    private void on(ServerMessage message) {
        if (message instanceof ServerMessage.Commits commits) {
            commits.commits().forEach(this::onCommit);
        } else if (message instanceof ServerMessage.Ack ack) {
            onAck(ack);
        } else if (message instanceof ServerMessage.State state) {
            onState(state);
        } else if (message instanceof ServerMessage.Failure failure) {
            onFailure(failure);
        } else if (message instanceof ServerMessage.Left left) {
            joined = false;
            watcher.violated(client, "put out of the room" + (left.reason().isEmpty() ? "" : ": " + left.reason()));
        }
    }

    private void onState(ServerMessage.State state) {
        String snapshot = state.snapshot();
        if (snapshot != null) {
            onSnapshot(state, snapshot);
        } else {
            state.commits().stream()
                    .filter(commit -> commit.version() > joinedOnce().version())
                    .forEach(this::onCommit);
        }
        origin = state.origin();
        joined = true;
        Submission inFlight = joinedOnce().inFlight();
        if (inFlight == null) {
            seq = state.seq();
        } else if (state.joined() && state.seq() < inFlight.seq()) {
            line.send(ClientMessages.submit(room, inFlight));
        }
        if (!state.joined()) {
            resyncing = false;
        }
        ready.complete(null);
    }

    private void onSnapshot(ServerMessage.State state, String snapshot) {
        Copy before = copy;
        copy = new Copy(snapshot, state.version());
        if (before != null) {
            Submission inFlight = before.inFlight();
            boolean committed = inFlight != null && inFlight.seq() <= state.seq();
            acknowledged += committed ? 1 : 0;
            int lost = committed ? before.unsentEdits() : before.pendingEdits();
            watcher.violated(client, "the room began anew at version " + state.version() + "; edits lost: " + lost);
        }
    }

    private void onCommit(Commit commit) {
        Copy here = joinedOnce();
        if (commit.version() != here.version() + 1) {
            watcher.violated(client, "at version " + here.version() + " came " + commit.version());
            if (commit.version() <= here.version()) {
                return;
            }
        }
        Submission inFlight = here.inFlight();
        if (inFlight != null
                && commit.seq() == inFlight.seq()
                && commit.client().equals(client)) {
            if (!commit.operation().equals(inFlight.now())) {
                watcher.violated(
                        client, "version " + commit.version() + " is not what was submitted as " + commit.seq());
            }
            acknowledge(here, inFlight, commit.version());
        } else {
            here.commit(commit.version(), commit.operation());
            watcher.received(client, commit.version(), commit.client(), commit.seq());
        }
    }

    private void onAck(ServerMessage.Ack ack) {
        Copy here = joinedOnce();
        Submission inFlight = here.inFlight();
        if (inFlight == null || ack.seq() != inFlight.seq()) {
            // Of a resend: the commit itself has been seen.
            if (!ack.duplicate()) {
                watcher.violated(client, "an ACK of " + ack.seq() + ", which is not in flight");
            }
            return;
        }
        if (ack.version() != here.version() + 1) {
            watcher.violated(client, "at version " + here.version() + " came the ACK of " + ack.version());
        }
        acknowledge(here, inFlight, Math.max(here.version(), ack.version()));
    }

    private void acknowledge(Copy here, Submission submission, long version) {
        here.acknowledge(version);
        acknowledged++;
        watcher.acknowledged(client, submission.due());
        afterEach.run();
    }

    private void onFailure(ServerMessage.Failure failure) {
        boolean later = LATER.contains(failure.code());
        if (!later && !ready.isDone()) {
            ready.completeExceptionally(new ServerUnfit(failure.code() + ": " + failure.message()));
            return;
        }
        watcher.refused(client, failure.code());
        if (later) {
            double seconds = failure.retryAfter() < 0 ? USUAL_PAUSE_SECONDS : failure.retryAfter();
            var unused = pool.schedule(() -> again(failure.seq()), (long) (seconds * 1000), TimeUnit.MILLISECONDS);
        } else if (ELSEWHERE.contains(failure.code()) && !resyncing) {
            joinedOnce().withdraw();
            resync();
        } else if (failure.code().equals("NOT_JOINED") && joined) {
            joined = false;
            line.send(joinMessage());
        }
    }

    private void resync() {
        resyncing = true;
        line.send(ClientMessages.syncRequest(room, joinedOnce().version()));
    }

    /** Repeats what was refused for now: a submission, or with seq 0 whatever had been asked besides. */
    private synchronized void again(long refused) {
        Submission inFlight = copy == null ? null : copy.inFlight();
        if (!joined) {
            line.send(joinMessage());
        } else if (resyncing) {
            resync();
        } else if (inFlight != null && inFlight.seq() == refused) {
            line.send(ClientMessages.submit(room, inFlight));
        }
    }

    private void flush() {
        if (!joined || resyncing) {
            return;
        }
        Submission next = joinedOnce().launch(seq + 1);
        if (next != null) {
            seq++;
            watcher.sent(client, next.seq(), next.due());
            line.send(ClientMessages.submit(room, next));
        }
    }

    private Copy joinedOnce() {
        if (copy == null) {
            throw new IllegalStateException("not joined yet: " + room);
        }
        return copy;
    }
}
