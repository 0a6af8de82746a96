package io.akkord.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Holds the database's write lock from another connection, so that writes of the server wait and then succeed, late. */
final class HangingDisk implements AutoCloseable {
    private final Connection connection;
    private final long millis;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    HangingDisk(Path dataDirectory, long millis) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:sqlite:" + dataDirectory.resolve("akkord.db").toAbsolutePath());
        this.millis = millis;
        execute("PRAGMA busy_timeout = 30000");
    }

    /** Hangs for a while, works for a while, and so on until closed. */
    void hangNowAndThen(AtomicLong hangs) {
        clock.schedule(
                () -> {
                    execute("BEGIN IMMEDIATE");
                    clock.schedule(
                            () -> {
                                execute("ROLLBACK");
                                hangs.incrementAndGet();
                                hangNowAndThen(hangs);
                                return hangs;
                            },
                            millis,
                            TimeUnit.MILLISECONDS);
                    return hangs;
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws Exception {
        clock.shutdownNow();
        if (!clock.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the disk of the test hangs for ever");
        }
        connection.close();
    }
}
