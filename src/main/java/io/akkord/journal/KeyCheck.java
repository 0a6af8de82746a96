package io.akkord.journal;

import io.akkord.settings.KeysetSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Whether the key set that is configured is the one this database needs. For each key that may have sealed a value here a row holds a
 * value sealed with it; the server starts only if all of them open. The row of a key is stored before the first value sealed with it.
 *
 * @param settings where the key set comes from
 * @param encrypts whether values are to be sealed from now on
 * @param file the database
 */
record KeyCheck(KeysetSettings settings, boolean encrypts, SqliteFile file) {
    private static final byte[] CLEAR = {};
    private static final String SELECT = "SELECT key_id, sealed FROM value_key ORDER BY key_id";
    private static final String INSERT =
            "INSERT INTO value_key (key_id, sealed) VALUES (?, ?) ON CONFLICT (key_id) DO NOTHING";

    /**
     * Throws {@link StorageException} where {@link #cipher} would, before the database is opened for writing: after a crash that alone
     * moves data between its files. What cannot be read so shows when it is opened.
     */
    void look() {
        Optional<Keyset> keyset = Keyset.of(settings);
        if (!file.isUntidy()) {
            return;
        }
        try (Connection connection = file.reading().getConnection()) {
            checked(connection, Installation.read(connection).origin(), keyset);
        } catch (SQLException unreadable) {
            return;
        }
    }

    /**
     * The cipher of this server. Changes nothing unless all keys are right; throws {@link StorageException} with a sentence for the
     * operator.
     */
    ValueCipher cipher(Connection connection, String origin) throws SQLException {
        Optional<Keyset> keyset = Keyset.of(settings);
        ValueCipher cipher = checked(connection, origin, keyset);
        if (encrypts && keyset.isPresent()) {
            note(connection, origin, keyset.get());
        }
        return cipher;
    }

    private ValueCipher checked(Connection connection, String origin, Optional<Keyset> keyset) throws SQLException {
        if (keyset.isEmpty()) {
            requireUnused(connection);
            if (encrypts) {
                throw new StorageException("Namespaces have encrypted keys, but there is no key set: make one with"
                        + " \"java -jar akkord.jar keyset create FILE\" and set AKKORD_KEYSET_FILE to it.");
            }
            return ValueCipher.NONE;
        }
        TinkCipher cipher = new TinkCipher(keyset.get());
        requireRight(connection, origin, settings, keyset.get(), cipher);
        return cipher;
    }

    private static void requireUnused(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SELECT)) {
            if (row.next()) {
                throw new StorageException("The database holds values encrypted with the key "
                        + Integer.toUnsignedString((int) row.getLong(1))
                        + ", but there is no key set: set AKKORD_KEYSET_FILE or AKKORD_KEYSET to the one it was used with."
                        + " No data was touched.");
            }
        }
    }

    private static void requireRight(
            Connection connection, String origin, KeysetSettings settings, Keyset keyset, TinkCipher cipher)
            throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SELECT)) {
            while (row.next()) {
                int id = (int) row.getLong(1);
                String key = "the key " + Integer.toUnsignedString(id);
                if (!keyset.ids().contains(id)) {
                    throw wrong(settings, "lacks " + key + ", with which values of this database are encrypted");
                }
                try {
                    cipher.open(SealedPlace.keyCheck(origin, id), row.getBytes(2));
                } catch (UnreadableValueException e) {
                    throw wrong(
                            settings,
                            "has another key under the id of " + key
                                    + ", with which values of this database are encrypted");
                }
            }
        }
    }

    private static StorageException wrong(KeysetSettings settings, String what) {
        return new StorageException("The " + settings + " " + what + ". No data was touched.");
    }

    private static void note(Connection connection, String origin, Keyset keyset) throws SQLException {
        TinkCipher cipher = new TinkCipher(keyset);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, Integer.toUnsignedLong(keyset.primary()));
            insert.setBytes(2, cipher.seal(SealedPlace.keyCheck(origin, keyset.primary()), CLEAR));
            insert.executeUpdate();
        }
    }
}
