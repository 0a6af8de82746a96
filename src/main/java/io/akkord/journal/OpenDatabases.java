package io.akkord.journal;

import akka.actor.ActorSystem;
import akka.persistence.jdbc.db.EagerSlickDatabase;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickDatabaseProvider;
import com.typesafe.config.Config;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import slick.jdbc.JdbcBackend;

/**
 * Gives the persistence plug-ins the pools of the {@link Database} their actor system was configured with. Akka makes it by
 * reflection from configuration, so the open databases of the process are known here by name.
 */
public final class OpenDatabases implements SlickDatabaseProvider {
    static final String NAME = "akka-persistence-jdbc.akkord-database";
    static final String WRITER = "akkord";
    static final String READERS = "akkord-readers";

    private static final Map<String, Database> OPEN = new ConcurrentHashMap<>();

    private final Database database;

    public OpenDatabases(ActorSystem system) {
        String name = system.settings().config().getString(NAME);
        Database open = OPEN.get(name);
        if (open == null) {
            throw new StorageException("The database of this actor system is not open.");
        }
        this.database = open;
    }

    static void add(Database database) {
        OPEN.put(database.name(), database);
    }

    static void remove(Database database) {
        OPEN.remove(database.name());
    }

    /** The open database whose writer the plug-ins know as {@code writer}. */
    static Database ofWriter(JdbcBackend.DatabaseDef writer) {
        return OPEN.values().stream()
                .filter(database -> database.writer().slick() == writer)
                .findFirst()
                .orElseThrow(() -> new StorageException("The database of this plug-in is not open."));
    }

    @Override
    public SlickDatabase database(Config plugin) {
        String shared = plugin.getString("use-shared-db");
        Pool pool = switch (shared) {
            case WRITER -> database.writer();
            case READERS -> database.readers();
            default -> throw new StorageException("No shared database is called " + shared);
        };
        return new EagerSlickDatabase(pool.slick(), slick.jdbc.SQLiteProfile$.MODULE$) {
            @Override
            public boolean allowShutdown() {
                return false;
            }
        };
    }
}
