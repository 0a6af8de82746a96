package io.akkord.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables to what this release expects. Each script runs once, in one transaction together with the note that it has;
 * scripts that were released never change.
 */
final class Schema {
    private final List<String> scripts;

    private Schema(List<String> scripts) {
        this.scripts = scripts;
    }

    static Schema sqlite() {
        return new Schema(List.of(
                "db/sqlite/1-journal.sql",
                "db/sqlite/2-tables.sql",
                "db/sqlite/3-probe.sql",
                "db/sqlite/4-keys.sql",
                "db/sqlite/5-access.sql"));
    }

    /** Runs the missing scripts; throws {@link StorageException} for a database of a later release. */
    void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY, script TEXT NOT NULL)");
        }
        int present = version(connection);
        if (present > scripts.size()) {
            throw new StorageException("The database was written by a later release of Akkord: its schema is " + present
                    + ", this release knows " + scripts.size() + ".");
        }
        for (int version = present + 1; version <= scripts.size(); version++) {
            run(connection, version, scripts.get(version - 1));
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, int version, String script) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement note = connection.prepareStatement("INSERT INTO schema_version VALUES (?, ?)")) {
            for (String sql : statements(script)) {
                statement.execute(sql);
            }
            note.setInt(1, version);
            note.setString(2, script);
            note.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static List<String> statements(String script) {
        try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(script)) {
            if (in == null) {
                throw new StorageException("This build lacks " + script);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^\\s*--.*$", "");
            return List.of(text.split(";\\s*\n")).stream()
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new StorageException("This build's " + script + " cannot be read", e);
        }
    }
}
