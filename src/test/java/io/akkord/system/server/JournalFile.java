package io.akkord.system.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The server's database file, read without the server. */
public final class JournalFile implements AutoCloseable {
    private static final String NAME = "akkord.db";

    private final Path file;
    private final boolean copied;

    private JournalFile(Path file, boolean copied) {
        this.file = file;
        this.copied = copied;
    }

    /** The file in use; what is read is what is committed. */
    public static JournalFile of(Path dataDirectory) {
        return new JournalFile(dataDirectory.resolve(NAME), false);
    }

    /** A copy of what a dead server left, so that reading repairs nothing before the server itself does. */
    public static JournalFile copyOf(Path dataDirectory) throws IOException {
        Path copy = Files.createTempDirectory(dataDirectory.getParent(), "journal");
        try (Stream<Path> files = Files.list(dataDirectory)) {
            for (Path part : files.toList()) {
                if (part.getFileName().toString().startsWith(NAME)) {
                    Files.copy(part, copy.resolve(part.getFileName()));
                }
            }
        }
        return new JournalFile(copy.resolve(NAME), true);
    }

    /** Removes the copy, if it is one. */
    @Override
    public void close() throws IOException {
        if (copied) {
            try (Stream<Path> files = Files.list(file.getParent())) {
                for (Path part : files.toList()) {
                    Files.delete(part);
                }
            }
            Files.delete(file.getParent());
        }
    }

    /** All commits of a room in order of their rows' sequence numbers; checksums that do not hold are an {@link IOException}. */
    public List<StoredCommit> read(String room) throws IOException {
        List<StoredCommit> commits = new ArrayList<>();
        StoredBytes decoder = new StoredBytes();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement pragma = connection.createStatement()) {
            pragma.execute("PRAGMA query_only = ON");
            try (PreparedStatement select = connection.prepareStatement("SELECT sequence_number, event_ser_manifest,"
                    + " event_payload FROM event_journal WHERE persistence_id = ? ORDER BY sequence_number")) {
                select.setString(1, "rooms|-|" + room);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        commits.add(decoder.read(rows.getLong(1), rows.getString(2), rows.getBytes(3)));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
        return commits;
    }
}
