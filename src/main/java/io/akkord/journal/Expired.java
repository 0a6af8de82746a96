package io.akkord.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rows that have a time to live. */
final class Expired {
    private Expired() {}

    /**
     * Removes those that are over at {@code now}; whether there were any. Where there are none, nothing is written.
     *
     * @param any finds one, with the time as its parameter
     * @param delete removes them, with the time as its parameter
     */
    static CompletionStage<Boolean> remove(Database database, String any, String delete, long now) {
        return database.read(connection -> {
                    try (PreparedStatement select = connection.prepareStatement(any)) {
                        select.setLong(1, now);
                        try (ResultSet row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                })
                .thenCompose(there -> there
                        ? database.write(connection -> {
                            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                                statement.setLong(1, now);
                                return statement.executeUpdate() > 0;
                            }
                        })
                        : CompletableFuture.completedFuture(false));
    }
}
