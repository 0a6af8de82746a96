package io.akkord.system.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Looks at objects in the database file, so that none of them wakes up for being looked at. */
public final class SleepingObjects {
    private final Path file;
    private final String names;

    /** @param prefix of their ids in the journal, such as {@code namespaces|-|some} */
    public SleepingObjects(Path dataDirectory, String prefix) {
        this.file = dataDirectory.resolve("akkord.db");
        this.names = prefix;
    }

    /** How many of them have a commit of this version. */
    public int reached(long version) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM event_journal"
                        + " WHERE sequence_number = ? AND substr(persistence_id, 1, ?) = ?")) {
            count.setLong(1, version);
            count.setInt(2, names.length());
            count.setString(3, names);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }
}
