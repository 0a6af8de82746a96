package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

class DatabaseTest {
    @TempDir
    Path directory;

    @Test
    void an_installation_has_one_origin_for_ever() {
        String first;
        try (Database database = Database.open(directory, 1)) {
            first = database.installation().origin();
        }
        try (Database database = Database.open(directory, 1)) {
            assertThat(database.installation().origin()).isEqualTo(first).hasSize(16);
        }
        try (Database other = Database.open(directory.resolve("other"), 1)) {
            assertThat(other.installation().origin()).isNotEqualTo(first);
        }
    }

    @Test
    void commits_are_synced_to_a_write_ahead_log() {
        try (Database database = Database.open(directory, 1)) {
            assertThat(onWriter(database, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(onWriter(database, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(onWriter(database, "PRAGMA foreign_keys")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "NORMAL"})
    void a_database_that_would_lose_commits_in_a_power_cut_is_refused(SQLiteConfig.SynchronousMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(mode);
        refused(config, "synchronous=FULL");
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE", "TRUNCATE", "MEMORY", "OFF"})
    void a_database_without_a_write_ahead_log_is_refused(SQLiteConfig.JournalMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(mode);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        refused(config, "WAL mode");
    }

    private void refused(SQLiteConfig config, String reason) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + directory.resolve(Database.FILE));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Database.open(directory, source, source, 1).close())
                .withMessageContaining(reason);
        Database.open(directory, 1).close();
    }

    @Test
    void a_second_server_on_the_same_directory_is_told_so() {
        try (Database first = Database.open(directory, 1)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Database.open(directory, 1))
                    .withMessageContaining("Another Akkord server is using the data directory")
                    .withMessageContaining("akkord.data-dir");
            assertThat(onReader(first, "SELECT 'still there'")).isEqualTo("still there");
        }
    }

    @Test
    void a_second_process_on_the_same_directory_is_told_so() throws Exception {
        try (Database first = Database.open(directory, 1)) {
            ChildProcess child = ChildProcess.start(OpenChild.class, directory.toString());

            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.output()).anyMatch(line -> line.contains("Another Akkord server"));
            assertThat(first.installation().origin()).isNotEmpty();
        }
    }

    @Test
    void a_refused_second_server_does_not_let_a_third_one_in() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        Path data = directory.resolve("data");
        try (Database first = Database.open(data, 1)) {
            for (Path same : List.of(data, link.resolve("data"), data.resolve("../data"))) {
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> Database.open(same, 1))
                        .withMessageContaining("Another Akkord server");
            }
            ChildProcess child = ChildProcess.start(OpenChild.class, data.toString());

            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.output()).anyMatch(line -> line.contains("Another Akkord server"));
            assertThat(first.installation().origin()).isNotEmpty();
        }
        Database.open(data, 1).close();
    }

    /** Opens a directory in a process of its own. */
    static final class OpenChild {
        public static void main(String[] args) {
            try (Database database = Database.open(Path.of(args[0]), 1)) {
                System.out.println(database.installation().origin());
            } catch (StorageException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }

    @Test
    void a_database_of_a_later_release_is_refused() {
        try (Database database = Database.open(directory, 1)) {
            Storage.await(database.write(
                    c -> c.createStatement().executeUpdate("INSERT INTO schema_version VALUES (1000, 'later')")));
        }
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Database.open(directory, 1))
                .withMessageContaining("later release");
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_alone() throws Exception {
        Path file = directory.resolve(Database.FILE);
        Files.writeString(file, "not a database, but long enough to be looked at by one".repeat(100));
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Database.open(directory, 1));

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void the_schema_is_made_once() {
        for (int i = 0; i < 3; i++) {
            try (Database database = Database.open(directory, 1)) {
                assertThat(onReader(database, "SELECT COUNT(*) FROM schema_version"))
                        .isEqualTo("5");
            }
        }
    }

    @Test
    void readers_cannot_write() {
        try (Database database = Database.open(directory, 1)) {
            CompletionStage<Integer> attempt =
                    database.read(c -> c.createStatement().executeUpdate("DELETE FROM installation"));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> Storage.await(attempt))
                    .withMessageContaining("readonly");
        }
    }

    @Test
    void a_slow_reader_holds_up_no_write() {
        try (Database database = Database.open(directory, 1)) {
            CountDownLatch written = new CountDownLatch(1);
            CompletionStage<Boolean> slow = database.read(c -> {
                try (ResultSet rows = c.createStatement().executeQuery("SELECT * FROM schema_version")) {
                    rows.next();
                    return written.await(60, TimeUnit.SECONDS) && rows.next();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            int rows = Storage.await(database.write(c -> insertAlarm(c, 1)));
            assertThat(rows).isEqualTo(1);
            written.countDown();
            assertThat(Storage.await(slow)).isTrue();
        }
    }

    @Test
    void statements_that_read_one_moment_see_nothing_of_what_is_written_meanwhile() {
        String rows = "SELECT COUNT(*) FROM alarm";
        try (Database database = Database.open(directory, 1)) {
            String seen = Storage.await(database.readOneMoment(c -> {
                String before = text(c, rows);
                Storage.await(database.write(w -> insertAlarm(w, 1)));
                return before + " " + text(c, rows);
            }));
            assertThat(seen).isEqualTo("0 0");
            CompletionStage<String> failing = database.readOneMoment(c -> text(c, "SELECT nonsense"));
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Storage.await(failing));
            assertThat(onReader(database, rows)).isEqualTo("1");
            Storage.await(database.write(c -> insertAlarm(c, 2)));
            assertThat(onReader(database, rows)).isEqualTo("2");
        }
    }

    @Test
    void work_that_breaks_badly_is_a_failure_like_another_and_leaves_nothing_behind() {
        try (Database database = Database.open(directory, 1)) {
            CompletionStage<Integer> write = database.write(c -> {
                insertAlarm(c, 1);
                throw new StackOverflowError();
            });
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Storage.await(write));
            assertThat(onReader(database, "SELECT COUNT(*) FROM alarm")).isEqualTo("0");
            int rows = Storage.await(database.write(c -> insertAlarm(c, 1)));
            assertThat(rows).isEqualTo(1);
        }
    }

    @Test
    void a_write_that_fails_harms_none_of_its_neighbours() {
        try (Database database = Database.open(directory, 1)) {
            List<CompletionStage<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                writes.add(database.write(c -> {
                    insertAlarm(c, number);
                    if (number % 3 == 0) {
                        insertAlarm(c, number);
                    }
                    if (number % 5 == 0) {
                        throw new IllegalStateException("changed my mind");
                    }
                    return number;
                }));
            }
            for (int i = 0; i < writes.size(); i++) {
                CompletableFuture<Integer> write = writes.get(i).toCompletableFuture();
                boolean stored = i % 3 != 0 && i % 5 != 0;
                if (stored) {
                    assertThat(Storage.await(write)).isEqualTo(i);
                } else {
                    assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Storage.await(write));
                }
            }
            assertThat(onReader(
                            database,
                            "SELECT COUNT(*) || ' ' || SUM(due % 3 = 0) || ' ' || SUM(due % 5 = 0) FROM alarm"))
                    .isEqualTo("533 0 0");
        }
    }

    @Test
    void what_was_handed_in_before_the_close_is_stored() {
        List<CompletionStage<Integer>> writes = new ArrayList<>();
        try (Database database = Database.open(directory, 1)) {
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                writes.add(database.write(c -> insertAlarm(c, number)));
            }
        }
        writes.forEach(Storage::await);
        try (Database database = Database.open(directory, 1)) {
            assertThat(onReader(database, "SELECT COUNT(*) FROM alarm")).isEqualTo("5000");
        }
    }

    @Test
    void a_stuck_disk_holds_up_no_close_and_keeps_the_directory_locked() throws Exception {
        Database database = Database.open(directory, 1);
        CountDownLatch moves = new CountDownLatch(1);
        CompletionStage<Boolean> stuck = database.write(c -> {
            awaitWithoutEnd(moves);
            return true;
        });
        long start = System.nanoTime();
        database.close(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Database.open(directory, 1))
                .withMessageContaining("Another Akkord server");
        moves.countDown();
        await().ignoreExceptionsInstanceOf(StorageException.class).until(() -> {
            Database.open(directory, 1).close();
            return true;
        });
        assertThat(stuck.toCompletableFuture()).isDone();
    }

    /** Deaf to interrupts, as a write to a disk is. */
    private static void awaitWithoutEnd(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                open = latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException deaf) {
                Thread.interrupted();
            }
        }
    }

    @Test
    void a_closed_database_answers_with_a_failure() {
        Database database = Database.open(directory, 1);
        database.close();
        assertThat(database.write(c -> insertAlarm(c, 1)).toCompletableFuture()).failsWithin(Duration.ofSeconds(60));
        assertThat(database.read(c -> text(c, "SELECT 1")).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(60));
    }

    private static int insertAlarm(Connection connection, int due) throws SQLException {
        try (Statement insert = connection.createStatement()) {
            return insert.executeUpdate("INSERT INTO alarm (persistence_id, due) VALUES ('rooms|-|x', " + due + ")");
        }
    }

    private static String onReader(Database database, String sql) {
        return Storage.await(database.read(c -> text(c, sql)));
    }

    private static String onWriter(Database database, String sql) {
        return Storage.await(database.write(c -> text(c, sql)));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void it_says_how_much_waits_for_the_writer_and_for_how_long_that_has_been_busy() throws Exception {
        try (Database database = Database.open(directory, 1)) {
            await().until(() -> database.writingFor() == 0);
            CountDownLatch stuck = new CountDownLatch(1);
            var first = database.write(connection -> {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return 1;
            });
            await().until(() -> database.writingFor() > 0 && database.writesWaiting() == 0);
            var others = List.of(database.write(connection -> 2), database.write(connection -> 3));
            assertThat(database.writesWaiting()).isEqualTo(2);
            long soFar = database.writingFor();
            await().until(() -> database.writingFor() > soFar);
            stuck.countDown();
            first.toCompletableFuture().join();
            others.forEach(other -> other.toCompletableFuture().join());
            await().until(() -> database.writingFor() == 0 && database.writesWaiting() == 0);
        }
    }
}
