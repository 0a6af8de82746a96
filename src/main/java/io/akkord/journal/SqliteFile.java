package io.akkord.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * How connections to one SQLite file are opened. A commit on a writing connection has reached the disk when it returns; readers
 * see only what is committed and hold up nobody.
 */
final class SqliteFile {
    private static final int BUSY_MILLIS = 5_000;
    private static final int WAL_LIMIT_BYTES = 64 * 1024 * 1024;
    private static final int CACHE_KIB = 16 * 1024;
    private static final int SYNCHRONOUS_FULL = 2;

    private final Path file;
    private final String url;

    SqliteFile(Path file) {
        this.file = file;
        this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    }

    SQLiteDataSource writing() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(WAL_LIMIT_BYTES);
        config.enforceForeignKeys(true);
        // What is deleted is overwritten: old snapshots must not outlive a purge in unused pages.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
        return source(config);
    }

    SQLiteDataSource reading() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return source(config);
    }

    /** Whether a server ended here without tidying up: the next one that opens the file for writing does. */
    boolean isUntidy() {
        return file.resolveSibling(file.getFileName() + "-wal").toFile().length() > 0;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    /** Throws {@link StorageException} unless commits on this connection survive a power cut and leave readers alone. */
    static void requireDurable(Connection connection) throws SQLException {
        String journal = pragma(connection, "journal_mode");
        if (!journal.equalsIgnoreCase("wal")) {
            throw new StorageException("The database must be in WAL mode, but its journal mode is " + journal
                    + ". Is it on a network file system, or open in another program?");
        }
        String synchronous = pragma(connection, "synchronous");
        if (Integer.parseInt(synchronous) < SYNCHRONOUS_FULL) {
            throw new StorageException("The database must be opened with synchronous=FULL, but it is " + synchronous
                    + ": acknowledged commits would be lost in a power cut.");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
