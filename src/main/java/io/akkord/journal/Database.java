package io.akkord.journal;

import io.akkord.settings.KeysetSettings;
import io.akkord.settings.NamespaceSettings;
import io.akkord.settings.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one database of this server: opened before the actor system, closed after it. One connection writes, for the Akka plug-ins and
 * for ourselves; readers have their own connections and hold up no commit. What a completed write stored survives kill -9 and a
 * power cut.
 *
 * <p>Stages complete on the storage's threads: continue with something short, or asynchronously. They fail with {@link
 * StorageException} where the database does not do what it was asked; a write that failed may nevertheless have been stored.
 */
public final class Database implements AutoCloseable {
    /** The file of embedded storage within the data directory. */
    public static final String FILE = "akkord.db";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(50);

    private final String name = UUID.randomUUID().toString();
    private final DataDirectoryLock lock;
    private final Pool writer;
    private final Pool readers;
    private final WriteQueue writes;
    private final Prepared prepared;

    /** What is known once the tables are there. */
    private record Prepared(Installation installation, ValueCipher cipher) {}

    private Database(DataDirectoryLock lock, Pool writer, Pool readers, Prepared prepared) {
        this.lock = lock;
        this.writer = writer;
        this.readers = readers;
        this.writes = new WriteQueue(writer);
        this.prepared = prepared;
    }

    /**
     * Opens the data directory of {@code settings}, creating what is missing and bringing the schema up to date. Throws {@link
     * StorageException} when another server uses the directory, when the database would not keep its promises, when it was written by a
     * later release, or when the key set is not the one that its values are encrypted with.
     */
    public static Database open(Settings settings) {
        NamespaceSettings namespaces = settings.namespaces();
        SqliteFile file = new SqliteFile(settings.dataDirectory().resolve(FILE));
        return open(
                settings.dataDirectory(),
                file.writing(),
                file.reading(),
                settings.storage().readThreads(),
                new KeyCheck(namespaces.keyset(), namespaces.encrypts(), file));
    }

    /** As {@link #open(Settings)}, without a key set. */
    public static Database open(Path dataDirectory, int readThreads) {
        SqliteFile file = new SqliteFile(dataDirectory.resolve(FILE));
        return open(dataDirectory, file.writing(), file.reading(), readThreads);
    }

    static Database open(Path dataDirectory, DataSource writing, DataSource reading, int readThreads) {
        SqliteFile file = new SqliteFile(dataDirectory.resolve(FILE));
        return open(dataDirectory, writing, reading, readThreads, new KeyCheck(KeysetSettings.NONE, false, file));
    }

    private static Database open(
            Path dataDirectory, DataSource writing, DataSource reading, int readThreads, KeyCheck keys) {
        DataDirectoryLock lock = DataDirectoryLock.acquire(dataDirectory);
        try {
            keys.look();
            Prepared prepared = prepare(writing, keys);
            Pool writer = new Pool("akkord-writer", writing, 1, false);
            Pool readers = new Pool("akkord-readers", reading, readThreads, true);
            Database database = new Database(lock, writer, readers, prepared);
            OpenDatabases.add(database);
            return database;
        } catch (SQLException e) {
            lock.close();
            throw new StorageException("The database in " + dataDirectory + " cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Prepared prepare(DataSource writing, KeyCheck keys) throws SQLException {
        try (Connection connection = writing.getConnection()) {
            SqliteFile.requireDurable(connection);
            Schema.sqlite().migrate(connection);
            Installation installation = Installation.readOrCreate(connection);
            return new Prepared(installation, keys.cipher(connection, installation.origin()));
        }
    }

    public Installation installation() {
        return prepared.installation();
    }

    /** What encrypts and opens values here. */
    public ValueCipher cipher() {
        return prepared.cipher();
    }

    /** Runs {@code work} on a read-only connection that sees everything whose write has completed. Keep it short. */
    public <T> CompletionStage<T> read(SqlWork<T> work) {
        return readers.run(work);
    }

    /**
     * As {@link #read}, for work of several statements: all of them see the same moment, whatever is written meanwhile. While it runs
     * the database's log cannot be cut back, so keep it short all the more.
     */
    <T> CompletionStage<T> readOneMoment(SqlWork<T> work) {
        return read(connection -> {
            connection.setAutoCommit(false);
            try {
                return work.run(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    /** Stores {@code work} wholly or not at all, in one transaction with what else is waiting to be written. */
    public <T> CompletionStage<T> write(SqlWork<T> work) {
        return write(1, work);
    }

    /** As {@link #write(SqlWork)}, for work that changes {@code rows} rows. */
    <T> CompletionStage<T> write(int rows, SqlWork<T> work) {
        return writes.write(rows, work);
    }

    /** Writes that wait for the transaction under way to end. */
    public int writesWaiting() {
        return writes.waiting();
    }

    /** For how long the write transaction under way has been, in nanoseconds; 0 where there is none. Grows while the disk is stuck. */
    public long writingFor() {
        return writes.busyFor();
    }

    /** Names this database in the configuration of the plug-ins, which are made by reflection. */
    String name() {
        return name;
    }

    Pool writer() {
        return writer;
    }

    Pool readers() {
        return readers;
    }

    /** As {@link #close(Duration)}, with time enough for a slow disk. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /**
     * Waits for the writes handed in before, then lets go of the files. Returns in time also where the disk is stuck; the data
     * directory then stays locked until the disk moves again or the process ends, so that no other server meets a late write.
     */
    public void close(Duration within) {
        OpenDatabases.remove(this);
        long end = System.nanoTime() + within.toNanos();
        Thread closing = new Thread(this::release, "akkord-close");
        closing.setDaemon(true);
        try {
            write(connection -> true).toCompletableFuture().get(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The last writes may not have been stored", e);
        }
        closing.start();
        try {
            closing.join(Math.max(LEAST.toMillis(), TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.warn("The files of the database are still in use");
        }
    }

    private void release() {
        readers.close();
        writer.close();
        lock.close();
    }
}
