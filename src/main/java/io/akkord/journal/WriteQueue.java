package io.akkord.journal;

import akka.Done;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Group commit for everything that is written: while one transaction is under way the next gathers. Each piece of work stands
 * for itself: it is stored wholly or not at all, and one that fails does not harm its neighbours. A stage completes after its
 * transaction has reached the disk; one that fails at the commit may or may not have been stored.
 */
final class WriteQueue {
    private static final int WAITING = 50_000;
    /** Rows that go down together; a group that is longer by its last piece of work is no harm. */
    private static final int GROUP = 400;

    private static final long IDLE = Long.MIN_VALUE;

    private final Pool pool;
    private final LinkedBlockingQueue<Entry<?>> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long busySince = IDLE;

    WriteQueue(Pool pool) {
        this.pool = pool;
    }

    <T> CompletionStage<T> write(int rows, SqlWork<T> work) {
        Entry<T> entry = new Entry<>(rows, work);
        if (!waiting.offer(entry)) {
            return CompletableFuture.failedFuture(
                    new StorageException("Too many writes are waiting for the database."));
        }
        start();
        return entry.promise;
    }

    /** Pieces of work that wait for the transaction after the one under way. */
    int waiting() {
        return waiting.size();
    }

    /** For how long the transaction under way has been, in nanoseconds; 0 where there is none. */
    long busyFor() {
        long since = busySince;
        return since == IDLE ? 0 : Math.max(0, System.nanoTime() - since);
    }

    private void start() {
        if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
            busySince = System.nanoTime();
            List<Entry<?>> group = new ArrayList<>();
            pool.run(connection -> writeGroup(connection, group)).whenComplete((done, failure) -> {
                if (failure != null && group.isEmpty()) {
                    waiting.drainTo(group);
                }
                busySince = IDLE;
                running.set(false);
                start();
                group.forEach(entry -> entry.complete(failure));
            });
        }
    }

    private Done writeGroup(Connection connection, List<Entry<?>> group) throws SQLException {
        boolean clean = false;
        try {
            connection.setAutoCommit(false);
            int rows = 0;
            for (Entry<?> entry = waiting.poll(); entry != null; entry = rows < GROUP ? waiting.poll() : null) {
                group.add(entry);
                rows += entry.rows;
                Savepoint before = connection.setSavepoint();
                if (entry.run(connection)) {
                    connection.releaseSavepoint(before);
                } else {
                    connection.rollback(before);
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            clean = true;
        } finally {
            if (!clean) {
                // What SQLite and the driver think of the transaction may differ from here on; closing it undoes what
                // is open.
                pool.evict(connection);
            }
        }
        return Done.getInstance();
    }

    private static final class Entry<T> {
        private final int rows;
        private final SqlWork<T> work;
        private final CompletableFuture<T> promise = new CompletableFuture<>();
        private @Nullable Throwable refused;
        private @Nullable T result;

        Entry(int rows, SqlWork<T> work) {
            this.rows = rows;
            this.work = work;
        }

        boolean run(Connection connection) {
            try {
                result = work.run(connection);
                return true;
            } catch (SQLException e) {
                refused = new StorageException("The database refused a statement: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                refused = e;
            }
            return false;
        }

        @SuppressWarnings("NullAway")
        void complete(@Nullable Throwable failure) {
            if (refused != null) {
                promise.completeExceptionally(refused);
            } else if (failure != null) {
                promise.completeExceptionally(failure);
            } else {
                promise.complete(result);
            }
        }
    }
}
