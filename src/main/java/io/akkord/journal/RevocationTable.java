package io.akkord.journal;

import akka.Done;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What was revoked, by tenant. */
public final class RevocationTable {
    private static final String UPSERT = "INSERT INTO revocation (tenant, subject, name, revoked_at, until)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, subject, name) DO UPDATE SET"
            + " revoked_at = CASE WHEN excluded.revoked_at > revocation.revoked_at"
            + " THEN excluded.revoked_at ELSE revocation.revoked_at END,"
            + " until = CASE WHEN excluded.until > revocation.until THEN excluded.until ELSE revocation.until END";
    private static final String DELETE = "DELETE FROM revocation WHERE tenant = ? AND subject = ? AND name = ?";
    private static final String ALL = "SELECT tenant, subject, name, revoked_at, until FROM revocation WHERE until > ?";
    private static final String EXPIRED = "SELECT 1 FROM revocation WHERE until <= ? LIMIT 1";
    private static final String TIDY = "DELETE FROM revocation WHERE until <= ?";

    private final Database database;

    public RevocationTable(Database database) {
        this.database = database;
    }

    /**
     * One row.
     *
     * @param subject what sort of thing the name is of
     * @param at epoch milliseconds
     * @param until epoch milliseconds
     */
    public record Row(String tenant, String subject, String name, long at, long until) {}

    /** Adds a row; of the times of one that is there the later count. */
    public CompletionStage<Done> upsert(Row row) {
        return database.write(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
                upsert.setString(1, row.tenant());
                upsert.setString(2, row.subject());
                upsert.setString(3, row.name());
                upsert.setLong(4, row.at());
                upsert.setLong(5, row.until());
                upsert.executeUpdate();
                return Done.getInstance();
            }
        });
    }

    /** Whether there was one. */
    public CompletionStage<Boolean> remove(String tenant, String subject, String name) {
        return database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, tenant);
                delete.setString(2, subject);
                delete.setString(3, name);
                return delete.executeUpdate() > 0;
            }
        });
    }

    /** Those that are not over at {@code now}; the others are removed. */
    public CompletionStage<List<Row>> all(long now) {
        return Expired.remove(database, EXPIRED, TIDY, now)
                .thenCompose(done -> database.read(connection -> {
                    try (PreparedStatement select = connection.prepareStatement(ALL)) {
                        select.setLong(1, now);
                        List<Row> rows = new ArrayList<>();
                        try (ResultSet row = select.executeQuery()) {
                            while (row.next()) {
                                rows.add(new Row(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getLong(5)));
                            }
                        }
                        return List.copyOf(rows);
                    }
                }));
    }
}
