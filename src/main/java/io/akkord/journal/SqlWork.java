package io.akkord.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do on a connection. It neither closes the connection nor commits. */
@FunctionalInterface
public interface SqlWork<T> {
    T run(Connection connection) throws SQLException;
}
