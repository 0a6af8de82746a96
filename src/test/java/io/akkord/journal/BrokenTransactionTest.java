package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** SQLite refuses to begin a transaction, or ends one by itself: those writes are lost, and the connection with them. */
class BrokenTransactionTest {
    private static final int BUSY_MILLIS = 200;
    private static final int LARGE = 200_000;

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void open() {
        SqliteFile file = new SqliteFile(directory.resolve(Database.FILE));
        SQLiteDataSource writing = file.writing();
        writing.setBusyTimeout(BUSY_MILLIS);
        database = Database.open(directory, writing, file.reading(), 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_write_that_found_the_database_locked_is_not_there_and_the_next_ones_are() throws SQLException {
        stored(1);
        try (Connection other = lock()) {
            failed(write(2, 1));
            other.rollback();
        }

        stored(3);
        stored(4);

        assertThat(there()).containsExactly(1, 3, 4);
    }

    @Test
    void a_write_that_found_the_disk_full_is_not_there_and_the_next_ones_are() {
        stored(1);
        noMorePages();
        failed(write(2, LARGE));

        stored(3);
        stored(4);

        assertThat(there()).containsExactly(1, 3, 4);
    }

    @Test
    void of_a_group_that_met_a_full_disk_exactly_what_was_reported_as_stored_is_there() {
        noMorePages();
        List<CompletionStage<Integer>> writes = new ArrayList<>();
        for (int due = 0; due < 500; due++) {
            writes.add(write(due, due == 250 ? LARGE : 1));
        }
        List<Integer> reported = new ArrayList<>();
        for (int due = 0; due < writes.size(); due++) {
            try {
                Storage.await(writes.get(due));
                reported.add(due);
            } catch (StorageException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }

        stored(1_000);
        reported.add(1_000);

        assertThat(reported).doesNotContain(250);
        assertThat(there()).isEqualTo(reported);
    }

    @Test
    void a_plug_in_that_found_the_database_locked_leaves_the_connection_as_it_should_be() throws SQLException {
        try (Connection other = lock()) {
            failed(inTransaction(connection -> insert(connection, 1, 1)));
            other.rollback();
        }

        stored(2);

        assertThat(there()).containsExactly(2);
    }

    @Test
    void a_plug_in_that_found_the_disk_full_leaves_the_connection_as_it_should_be() {
        noMorePages();
        failed(inTransaction(connection -> insert(connection, 1, LARGE)));

        stored(2);

        assertThat(there()).containsExactly(2);
    }

    /** Somebody else at the file, who holds the one lock for writing. */
    private Connection lock() throws SQLException {
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Database.FILE));
        other.setAutoCommit(false);
        insert(other, -1, 1);
        return other;
    }

    /** Until the writing connection is another one, the file stays as large as it is. */
    private void noMorePages() {
        Storage.await(database.writer().run(connection -> {
            try (Statement pragma = connection.createStatement()) {
                return pragma.execute("PRAGMA max_page_count = 1");
            }
        }));
    }

    /** As Slick does it for the plug-ins' own statements. */
    private CompletionStage<Integer> inTransaction(SqlWork<Integer> work) {
        return database.writer().run(connection -> {
            connection.setAutoCommit(false);
            try {
                int result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private CompletionStage<Integer> write(int due, int size) {
        return database.write(connection -> insert(connection, due, size));
    }

    private void stored(int due) {
        assertThat(Storage.await(write(due, 1)).intValue()).isEqualTo(1);
    }

    private static void failed(CompletionStage<Integer> write) {
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Storage.await(write));
    }

    private static int insert(Connection connection, int due, int size) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO alarm (persistence_id, due) VALUES (?, ?)")) {
            insert.setString(1, "x".repeat(size));
            insert.setInt(2, due);
            return insert.executeUpdate();
        }
    }

    private List<Integer> there() {
        return Storage.await(database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT due FROM alarm ORDER BY due")) {
                List<Integer> due = new ArrayList<>();
                while (row.next()) {
                    due.add(row.getInt(1));
                }
                return due;
            }
        }));
    }
}
