package io.akkord;

import io.akkord.directory.DirectoryStore;
import io.akkord.journal.History;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.object.KindRuntime;
import io.akkord.object.ObjectTables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the directory up to the journal after a start: objects write their rows now and then only, so that a process that was killed
 * leaves some behind. Goes once through all objects, on a thread of its own, one at a time and with pauses; an object whose state
 * cannot be had is left as it is. Rows that objects write meanwhile are never replaced by older ones.
 */
final class DirectoryCatchUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryCatchUp.class);
    private static final int PAGE = 500;
    private static final long PAUSE_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 60;

    private final DirectoryStore directory;
    private final ObjectTables tables;
    private final History history;
    private final List<KindRuntime<?, ?, ?>> kinds;
    private final CountDownLatch closed = new CountDownLatch(1);

    DirectoryCatchUp(DirectoryStore directory, ObjectTables tables, History history, List<KindRuntime<?, ?, ?>> kinds) {
        this.directory = directory;
        this.tables = tables;
        this.history = history;
        this.kinds = List.copyOf(kinds);
    }

    void start() {
        Thread thread = new Thread(this::run, "akkord-directory");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            int listed = 0;
            DirectoryStore.Lag lag = await(directory.lag("", PAGE));
            while (!lag.last().isEmpty()) {
                for (Map.Entry<ObjectId, Long> behind : lag.heads().entrySet()) {
                    if (isClosed(0)) {
                        return;
                    }
                    listed += list(behind.getKey(), behind.getValue()) ? 1 : 0;
                }
                if (isClosed(PAUSE_MILLIS)) {
                    return;
                }
                lag = await(directory.lag(lag.last(), PAGE));
            }
            if (listed > 0) {
                LOG.info("{} entries of the directory were behind the journal and are no longer", listed);
            }
        } catch (RuntimeException failure) {
            if (!isClosed(0)) {
                LOG.warn("The directory may lag behind the journal until the objects are used", failure);
            }
        }
    }

    private boolean list(ObjectId id, long head) {
        try {
            for (KindRuntime<?, ?, ?> kind : kinds) {
                if (kind.kind().name().equals(id.kind())) {
                    list(kind, id, head);
                    return true;
                }
            }
            return false;
        } catch (RuntimeException failure) {
            LOG.warn("The directory's entry of {} stays behind its journal", id.label(), failure);
            return false;
        }
    }

    private <C, E, S> void list(KindRuntime<C, E, S> kind, ObjectId id, long head) {
        ObjectState<S> state = await(history.stateAt(kind.kind(), kind.codec(), id, head));
        await(tables.list(id, kind.kind(), state));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Whether the server stops; waits so long for that. */
    private boolean isClosed(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** It ends with the object it is at. */
    @Override
    public void close() {
        closed.countDown();
    }
}
