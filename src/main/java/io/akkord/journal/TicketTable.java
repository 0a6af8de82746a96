package io.akkord.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Unused tickets by the hashes of what they are. Each is taken once, whoever and however many ask for it. */
public final class TicketTable {
    private static final String INSERT =
            "INSERT INTO ticket (hash, tenant, user_name, principal, expires) VALUES (?, ?, ?, ?, ?)";
    private static final String COUNT =
            "SELECT COUNT(*) FROM ticket WHERE tenant = ? AND user_name = ? AND expires > ?";
    private static final String SELECT = "SELECT principal FROM ticket WHERE hash = ? AND expires > ?";
    private static final String TAKE = "DELETE FROM ticket WHERE hash = ? AND expires > ?";
    private static final String EXPIRED = "SELECT 1 FROM ticket WHERE expires <= ? LIMIT 1";
    private static final String TIDY = "DELETE FROM ticket WHERE expires <= ?";

    private final Database database;

    public TicketTable(Database database) {
        this.database = database;
    }

    /** Adds one, unless its user has {@code most} that have not expired at {@code now}; whether it was added. */
    public CompletionStage<Boolean> insert(
            String hash, String tenant, String user, String principal, long expires, int most, long now) {
        return database.write(connection -> {
            if (count(connection, tenant, user, now) >= most) {
                return false;
            }
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, hash);
                insert.setString(2, tenant);
                insert.setString(3, user);
                insert.setString(4, principal);
                insert.setLong(5, expires);
                insert.executeUpdate();
                return true;
            }
        });
    }

    private static long count(Connection connection, String tenant, String user, long now) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setString(1, tenant);
            count.setString(2, user);
            count.setLong(3, now);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What is kept with a ticket, for the one who takes it. One that does not exist costs no write. */
    public CompletionStage<Optional<String>> take(String hash, long now) {
        return database.read(connection -> principal(connection, hash, now))
                .thenCompose(there -> there.isEmpty()
                        ? CompletableFuture.completedFuture(there)
                        : database.write(connection -> delete(connection, hash, now) ? there : Optional.empty()));
    }

    private static Optional<String> principal(Connection connection, String hash, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, hash);
            select.setLong(2, now);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static boolean delete(Connection connection, String hash, long now) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, hash);
            take.setLong(2, now);
            return take.executeUpdate() == 1;
        }
    }

    /** Removes those that have expired at {@code now}; where there are none, nothing is written. */
    public CompletionStage<Boolean> tidy(long now) {
        return Expired.remove(database, EXPIRED, TIDY, now);
    }
}
