package io.akkord.middleware;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the links of one chain are called. A call that does not come back has its thread replaced, up to a limit, so that
 * other submissions go on; other chains have threads of their own and notice nothing at all.
 */
final class CallThreads implements Executor, AutoCloseable {
    private static final int USUAL = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MAX_STUCK = 32;
    private static final int IDLE_SECONDS = 30;

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            USUAL, USUAL, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("akkord-middleware"));
    private int stuck;

    CallThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("akkord-middleware-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Throws {@link java.util.concurrent.RejectedExecutionException} after {@link #close}. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    Future<?> after(Duration delay, Runnable task) {
        return TIMER.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A call has run out of time and still holds its thread. */
    synchronized void stuck() {
        stuck++;
        int size = size();
        threads.setMaximumPoolSize(size);
        threads.setCorePoolSize(size);
    }

    /** Such a call came back after all. */
    synchronized void freed() {
        stuck--;
        int size = size();
        threads.setCorePoolSize(size);
        threads.setMaximumPoolSize(size);
    }

    private int size() {
        return USUAL + Math.min(stuck, MAX_STUCK);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
