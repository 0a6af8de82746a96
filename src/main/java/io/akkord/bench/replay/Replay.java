package io.akkord.bench.replay;

import io.akkord.bench.client.Network;
import io.akkord.bench.client.Participant;
import io.akkord.bench.client.RoomRequests;
import io.akkord.bench.client.RoomView;
import io.akkord.bench.client.ServerAddress;
import io.akkord.bench.client.ServerUnfit;
import io.akkord.bench.client.Watcher;
import io.akkord.bench.replay.Trace.Edit;
import io.akkord.bench.text.TextOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** One client types a trace into an empty room: one submission is in flight, and up to a number of edits are composed behind it. */
public final class Replay implements Watcher {
    private static final long ANSWER_WITHIN_SECONDS = 60;
    private static final int MOST_VIOLATIONS = 20;

    private final Trace trace;
    private final int batch;
    private final List<String> violations = new ArrayList<>();
    private final CountDownLatch typed = new CountDownLatch(1);
    private volatile long lastAnswer;
    private final AtomicInteger acknowledgedEdits = new AtomicInteger();
    private int next;

    /** @param batch edits per commit, at most */
    public Replay(Trace trace, int batch) {
        this.trace = trace;
        this.batch = batch;
    }

    /**
     * Types the whole trace and waits until all of it is acknowledged.
     *
     * @param progress told once a second how many edits are acknowledged
     * @throws ServerUnfit if the room cannot be read or joined
     * @throws IllegalArgumentException if the room is not empty
     */
    public ReplayResult into(ServerAddress server, String room, IntConsumer progress) throws InterruptedException {
        try (Network network = new Network(server)) {
            RoomRequests requests = network.requests();
            RoomView before = answered(requests.read(room));
            if (!before.text().isEmpty()) {
                throw new IllegalArgumentException("the room " + room + " is not empty");
            }
            String client = "replay-" + UUID.randomUUID().toString().substring(0, 8);
            Participant author = network.participant(room, client, this);
            answered(author.open());
            long from = System.nanoTime();
            lastAnswer = from;
            author.afterEachAcknowledgement(() -> type(author));
            author.whileLocked(() -> type(author));
            awaitTyped(progress);
            double seconds = (lastAnswer - from) / 1e9;
            RoomView after = answered(requests.read(room));
            author.close();
            return new ReplayResult(
                    trace.edits().size(),
                    author.acknowledged(),
                    Math.max(seconds, 1e-6),
                    faults(author, before.version(), after));
        }
    }

    private void awaitTyped(IntConsumer progress) throws InterruptedException {
        long patience = TimeUnit.SECONDS.toNanos(ANSWER_WITHIN_SECONDS);
        while (!typed.await(1, TimeUnit.SECONDS) && System.nanoTime() - lastAnswer < patience) {
            progress.accept(acknowledgedEdits.get());
        }
    }

    /** Called under the author's lock. */
    private void type(Participant author) {
        while (next < trace.edits().size() && author.unsentEdits() < batch) {
            Edit edit = trace.edits().get(next++);
            author.edit(text -> TextOperation.replace(edit.position(), edit.deleted(), edit.inserted()), 0);
        }
        if (next == trace.edits().size() && author.pendingEdits() == 0) {
            typed.countDown();
        }
    }

    private List<String> faults(Participant author, long base, RoomView server) {
        List<String> faults = new ArrayList<>();
        if (author.pendingEdits() > 0) {
            faults.add("no acknowledgement for " + ANSWER_WITHIN_SECONDS + " s, " + author.pendingEdits()
                    + " edits wait for one");
        }
        if (!server.text().equals(trace.endContent())) {
            faults.add("the server's text is not the trace's: " + server.text().length() + " characters instead of "
                    + trace.endContent().length());
        }
        if (!author.view().text().equals(server.text())) {
            faults.add("the client's text is not the server's");
        }
        if (server.version() - base != author.acknowledged()) {
            faults.add("the server counts " + (server.version() - base) + " new versions, the client "
                    + author.acknowledged() + " acknowledged submissions");
        }
        synchronized (violations) {
            faults.addAll(violations);
        }
        return faults;
    }

    private static <T> T answered(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ServerUnfit("no answer within " + ANSWER_WITHIN_SECONDS + " s");
        } catch (ExecutionException e) {
            throw ServerUnfit.because(e);
        }
    }

    @Override
    public void sent(String client, long seq, List<Long> due) {}

    @Override
    public void acknowledged(String client, List<Long> due) {
        lastAnswer = System.nanoTime();
        acknowledgedEdits.addAndGet(due.size());
    }

    @Override
    public void received(String client, long version, String author, long seq) {
        violated(client, "version " + version + " is of " + author + ", who has no business here");
    }

    @Override
    public void refused(String client, String code) {}

    @Override
    public void disconnected(String client, String reason) {}

    @Override
    public void violated(String client, String what) {
        synchronized (violations) {
            if (violations.size() < MOST_VIOLATIONS) {
                violations.add(what);
            }
        }
    }
}
