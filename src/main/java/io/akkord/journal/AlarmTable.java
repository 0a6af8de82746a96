package io.akkord.journal;

import akka.Done;
import io.akkord.kind.ObjectId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * When which object wants to be woken. A row is written before the commit that needs it, and an earlier one stays until the object
 * has been woken for it, so that no alarm is missed whatever becomes of the commit; a row too many wakes an object for nothing.
 */
public final class AlarmTable {
    private static final String INSERT = "INSERT INTO alarm (persistence_id, due) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String DELETE = "DELETE FROM alarm WHERE persistence_id = ? AND due <= ?";
    private static final String DUE = "SELECT persistence_id, MAX(due) FROM alarm WHERE due <= ?"
            + " GROUP BY persistence_id ORDER BY MIN(due), persistence_id LIMIT ?";

    private final Database database;

    public AlarmTable(Database database) {
        this.database = database;
    }

    /**
     * An object and the latest of its alarms that are due.
     *
     * @param due epoch milliseconds
     */
    public record Alarm(ObjectId id, long due) {}

    /** Adds an alarm at {@code due}, in epoch milliseconds. Others of the object stay. */
    public CompletionStage<Done> upsert(ObjectId id, long due) {
        return change(INSERT, id, due);
    }

    /** Removes the alarms of an object that are due at {@code upToDue} or before. */
    public CompletionStage<Done> remove(ObjectId id, long upToDue) {
        return change(DELETE, id, upToDue);
    }

    /** Objects with an alarm due at {@code now}, those that have waited longest first, each once. */
    public CompletionStage<List<Alarm>> due(long now, int limit) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(DUE)) {
                select.setLong(1, now);
                select.setInt(2, limit);
                List<Alarm> due = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        due.add(new Alarm(ObjectId.ofPersistenceId(row.getString(1)), row.getLong(2)));
                    }
                }
                return List.copyOf(due);
            }
        });
    }

    private CompletionStage<Done> change(String sql, ObjectId id, long due) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, id.persistenceId());
                statement.setLong(2, due);
                statement.executeUpdate();
                return Done.getInstance();
            }
        });
    }
}
