package io.akkord.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.OptionConverters;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.SimpleJdbcAction;
import slick.util.AsyncExecutor;

/**
 * Connections and as many threads, shared by the Akka plug-ins (through Slick) and our own statements: one queue in front of
 * both, so that nobody holds a thread while waiting for a connection.
 */
final class Pool implements AutoCloseable {
    private static final int QUEUE = 50_000;
    private static final int CONNECT_MILLIS = 5_000;

    private final HikariDataSource connections;
    private final JdbcBackend.DatabaseDef database;

    Pool(String name, DataSource source, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setReadOnly(readOnly);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setIdleTimeout(0);
        config.setMaxLifetime(0);
        config.setExceptionOverride(new BrokenConnection());
        connections = new HikariDataSource(config);
        AsyncExecutor threads = AsyncExecutor.apply(name, size, size, QUEUE, size);
        database = JdbcBackend$.MODULE$
                .Database()
                .forDataSource(connections, OptionConverters.toScala(Optional.of(size)), threads, false);
    }

    /** For the Akka plug-ins. */
    JdbcBackend.DatabaseDef slick() {
        return database;
    }

    /**
     * Runs {@code work} on a thread of this pool; the stage completes there. (What Scala makes of a future for Java would go on
     * elsewhere, on a machine with two cores on a new thread each time.)
     */
    <T> CompletionStage<T> run(SqlWork<T> work) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        start(new SimpleJdbcAction<T>(context -> unchecked(work, context)))
                .onComplete(
                        done -> done.isSuccess()
                                ? stage.complete(done.get())
                                : stage.completeExceptionally(done.failed().get()),
                        ExecutionContext.parasitic$.MODULE$);
        return stage;
    }

    /** Closes a connection of this pool once it is given back; the pool opens another in its place. */
    void evict(Connection connection) {
        connections.evictConnection(connection);
    }

    /** Scala knows that an action with all effects may stand where one without is asked for; Java cannot say it. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private <T> Future<T> start(SimpleJdbcAction<T> action) {
        return (Future<T>) database.run((DBIOAction) action);
    }

    /** Slick never completes the future of an action that ends with an Error. */
    private static <T> T unchecked(SqlWork<T> work, JdbcBackend.JdbcActionContext context) {
        try {
            return work.run(context.connection());
        } catch (SQLException e) {
            throw new StorageException("The database refused a statement: " + e.getMessage(), e);
        } catch (Error e) {
            throw new StorageException("Something on the way to the database broke: " + e, e);
        }
    }

    /** Ends what is running and closes the connections. */
    @Override
    public void close() {
        database.close();
        connections.close();
    }
}
