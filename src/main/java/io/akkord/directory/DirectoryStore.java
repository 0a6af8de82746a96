package io.akkord.directory;

import akka.Done;
import io.akkord.journal.Database;
import io.akkord.journal.PurgeMark;
import io.akkord.kind.ObjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The table behind the directory. What an {@link #upsert} that has completed wrote is seen by every look-up after it; an entry is
 * never replaced by one of the same or an older version, in whatever order they arrive; one that changes nothing writes nothing. A
 * purged object has none.
 */
public final class DirectoryStore implements Directory {
    private static final String UPSERT = "INSERT INTO directory"
            + " (persistence_id, kind, tenant, name, type, version, size, updated_at, deleted)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (persistence_id) DO UPDATE SET type = excluded.type,"
            + " version = excluded.version, size = excluded.size, updated_at = excluded.updated_at,"
            + " deleted = excluded.deleted WHERE excluded.version > directory.version";
    private static final String COLUMNS =
            "SELECT persistence_id, type, version, size, updated_at, deleted FROM directory";
    private static final String REMOVE = "DELETE FROM directory WHERE persistence_id = ?";
    private static final String GET = COLUMNS + " WHERE persistence_id = ?";
    static final String LIST = COLUMNS + " WHERE kind = ? AND tenant = ? AND deleted = FALSE"
            + " AND name >= ? AND name < ? ORDER BY name LIMIT ?";

    private static final String LARGEST =
            COLUMNS + " WHERE tenant = ? AND deleted = FALSE ORDER BY size DESC, persistence_id LIMIT ?";
    private static final String NEXT = COLUMNS
            + " WHERE persistence_id > ? AND persistence_id < ? AND deleted = FALSE ORDER BY persistence_id LIMIT ?";

    /** Steps from object to object along the journal's index, whatever the length of their histories. */
    static final String HEADS = "WITH RECURSIVE object(id, number) AS ("
            + "SELECT (SELECT MIN(persistence_id) FROM event_journal WHERE persistence_id > ?1), 1"
            + " UNION ALL SELECT (SELECT MIN(persistence_id) FROM event_journal WHERE persistence_id > object.id),"
            + " number + 1 FROM object WHERE object.id IS NOT NULL AND number < ?2)"
            + " SELECT object.id, COALESCE(directory.version, 0) AS listed,"
            + " (SELECT MAX(sequence_number) FROM event_journal WHERE persistence_id = object.id) AS head"
            + " FROM object LEFT JOIN directory ON directory.persistence_id = object.id WHERE object.id IS NOT NULL"
            + " ORDER BY object.id";

    /** Before and behind every character of a legal name. */
    private static final char FIRST = '!';

    private static final char LAST = '\u007F';

    private final Database database;

    public DirectoryStore(Database database) {
        this.database = database;
    }

    public CompletionStage<Done> upsert(DirectoryEntry entry) {
        return database.write(connection -> {
            if (PurgeMark.covers(connection, entry.id(), entry.version())) {
                return Done.getInstance();
            }
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
                upsert.setString(1, entry.id().persistenceId());
                upsert.setString(2, entry.id().kind());
                upsert.setString(3, entry.id().tenant());
                upsert.setString(4, entry.id().name());
                upsert.setString(5, entry.type());
                upsert.setLong(6, entry.version());
                upsert.setLong(7, entry.size());
                upsert.setLong(8, entry.updatedAt());
                upsert.setBoolean(9, entry.deleted());
                upsert.executeUpdate();
                return Done.getInstance();
            }
        });
    }

    /** Removes the entry of an object, within a transaction. */
    public static void remove(Connection connection, ObjectId id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            delete.setString(1, id.persistenceId());
            delete.executeUpdate();
        }
    }

    /** The entry of an object, deleted or not. */
    public CompletionStage<Optional<DirectoryEntry>> get(ObjectId id) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(GET)) {
                select.setString(1, id.persistenceId());
                return entries(select).stream().findFirst();
            }
        });
    }

    @Override
    public CompletionStage<List<DirectoryEntry>> list(
            String kind, String tenant, String prefix, String after, int limit) {
        // One bound below, so that the index leads to the first row of the page and not to the first of the prefix.
        String least = after.compareTo(prefix) < 0 ? prefix : after + FIRST;
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(LIST)) {
                select.setString(1, kind);
                select.setString(2, tenant);
                select.setString(3, least);
                select.setString(4, prefix + LAST);
                select.setInt(5, limit);
                return entries(select);
            }
        });
    }

    @Override
    public CompletionStage<List<DirectoryEntry>> largest(String tenant, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(LARGEST)) {
                select.setString(1, tenant);
                select.setInt(2, limit);
                return entries(select);
            }
        });
    }

    /**
     * Objects of a kind that are not deleted, of all tenants, in the order of their persistence ids. For the server itself: nobody
     * outside may see them.
     *
     * @param after the last persistence id of the page before; empty for the first page
     */
    public CompletionStage<List<DirectoryEntry>> next(String kind, String after, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(NEXT)) {
                select.setString(1, after.isEmpty() ? kind + '|' : after);
                select.setString(2, kind + (char) ('|' + 1));
                select.setInt(3, limit);
                return entries(select);
            }
        });
    }

    /**
     * What the directory lacks of the next objects in the journal, by their persistence ids.
     *
     * @param after the last persistence id of the page before; empty for the first page
     * @param limit objects to look at, whether their entries lag or not
     */
    public CompletionStage<Lag> lag(String after, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(HEADS)) {
                select.setString(1, after);
                select.setInt(2, limit);
                return lag(connection, select);
            }
        });
    }

    private static Lag lag(Connection connection, PreparedStatement select) throws SQLException {
        Map<ObjectId, Long> heads = new LinkedHashMap<>();
        String last = "";
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = row.getString(1);
                ObjectId id = ObjectId.ofPersistenceId(last);
                long head = row.getLong(3);
                if (head > row.getLong(2) && !PurgeMark.covers(connection, id, head)) {
                    heads.put(id, head);
                }
            }
        }
        return new Lag(heads, last);
    }

    /**
     * Objects whose entry is missing or older than their journal.
     *
     * @param heads their last versions
     * @param last the last persistence id that was looked at; empty where there was none
     */
    public record Lag(Map<ObjectId, Long> heads, String last) {
        public Lag {
            heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        }
    }

    private static List<DirectoryEntry> entries(PreparedStatement select) throws SQLException {
        List<DirectoryEntry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(new DirectoryEntry(
                        ObjectId.ofPersistenceId(row.getString(1)),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getBoolean(6)));
            }
        }
        return List.copyOf(entries);
    }
}
