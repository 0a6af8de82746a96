package io.akkord.journal;

import akka.Done;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/** Writes a row and reads it back, on the same ways and with the same promises as commits. */
public final class StorageProbe {
    private static final String BEAT = "INSERT INTO probe (id, beat) VALUES (1, 1)"
            + " ON CONFLICT (id) DO UPDATE SET beat = probe.beat + 1 RETURNING beat";
    private static final String READ = "SELECT beat FROM probe WHERE id = 1";

    private final Database database;

    public StorageProbe(Database database) {
        this.database = database;
    }

    /** Fails with {@link StorageException} where the storage cannot be written, cannot be read, or readers do not see what was written. */
    public CompletionStage<Done> beat() {
        return database.write(connection -> number(connection.prepareStatement(BEAT)))
                .thenCompose(written -> database.read(connection -> number(connection.prepareStatement(READ)))
                        .thenApply(read -> {
                            if (read < written) {
                                throw new StorageException("What was written is not what is read.");
                            }
                            return Done.getInstance();
                        }));
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (statement;
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
