package io.akkord.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end a command early but in order: it is told, prints what it has, and its exit code is the process's. Who presses
 * again, or has no patience, ends it with SIGKILL.
 */
final class EarlyEnd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = Ending.CHECK_FAILED.code();

    private EarlyEnd(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    awaitDone();
                    Runtime.getRuntime().halt(exitCode);
                },
                "bench-early-end");
    }

    static EarlyEnd callingOnSignal(Runnable stop) {
        EarlyEnd end = new EarlyEnd(stop);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    void exitCode(int code) {
        exitCode = code;
    }

    private void awaitDone() {
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("akkord: the run did not come to rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook waits for this.
            done.countDown();
        }
    }
}
