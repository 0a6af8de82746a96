package io.akkord.journal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;

/**
 * What makes this database different from every other.
 *
 * @param origin random name, made at the first start and the same for ever: the history that all numbering here belongs to
 */
public record Installation(String origin) {
    private static final int ORIGIN_BYTES = 12;

    /** A name for a history that begins now, like no other. */
    public static String newOrigin() {
        byte[] random = new byte[ORIGIN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static Installation readOrCreate(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO installation (id, origin) VALUES (1, ?) ON CONFLICT (id) DO NOTHING")) {
            insert.setString(1, newOrigin());
            insert.executeUpdate();
        }
        return read(connection);
    }

    static Installation read(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT origin FROM installation WHERE id = 1")) {
            row.next();
            return new Installation(row.getString(1));
        }
    }
}
